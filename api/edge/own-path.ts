/** Letters of a path and its query; no backslash and no control character, which browsers read as others. */
const path = /^\/(?![/\\])[\w\-./?=&%~+,:;@!$'()*[\]]{0,1000}$/;

/** A path of ours to return to, as a link names it; `/` for anything that could lead to another site. */
export const ownPath = (given: unknown): string =>
  typeof given === 'string' && path.test(given) && new URL(given, 'http://ours.invalid').host === 'ours.invalid' ? given : '/';
