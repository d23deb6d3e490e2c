/** The start of a text: as many characters as there may be, and never half of one, which Postgres' JSON refuses. */
export const cut = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const start = text.slice(0, most);
  return /[\uD800-\uDBFF]$/.test(start) ? start.slice(0, -1) : start;
};
