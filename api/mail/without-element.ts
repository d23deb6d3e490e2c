/** Removes the elements of a name, with their content, from HTML. An element that never ends takes the rest with it. */
export const withoutElement = (html: string, name: string): string =>
  html
    .split(new RegExp(`<${name}\\b`, 'i'))
    .map((part, n) => (n === 0 ? part : part.slice(endOf(part, name))))
    .join('');

function endOf(part: string, name: string): number {
  const end = new RegExp(`</${name} *>`, 'i').exec(part);
  return end ? end.index + end[0].length : part.length;
}
