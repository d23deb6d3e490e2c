/** The first characters of a text, `most` at the most. It never splits a surrogate pair, which Postgres refuses in JSON. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most);
  return /[\uD800-\uDBFF]$/.test(start) ? start.slice(0, -1) : start;
}
