/** A procedure of the API: what programs do next. */
const PROCEDURE =
  /(?<![@\w.])(?:alerts|audit|campaigns|consents|contact|content|deals|events|forms|imports|keys|leads|ops|people|programs|reports|segments|sessions|suppressions|tasks|team|texts)\.[a-z]\w*/;

/** The API names the procedure that helps in brackets; on a page, a button does. */
const IN_BRACKETS = / \([a-z]+\.[a-zA-Z]+\)/g;

/**
 * What the API says, without the sentences that are for programs: the console has buttons for what they name.
 * @example
 * forPeople('Nothing was started. Look at campaigns.preview again.'); // Nothing was started.
 */
export const forPeople = (said: string): string =>
  said
    .replaceAll(IN_BRACKETS, '')
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => !PROCEDURE.test(sentence))
    .join(' ');
