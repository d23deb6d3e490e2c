/** A month as people write it. @example monthInWords('2026-11'); // November 2026 */
export const monthInWords = (month: string, length: 'long' | 'short' = 'long'): string =>
  new Intl.DateTimeFormat('en', { month: length, year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${month}-01`));
