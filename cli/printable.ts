// Controls (but for the line break), separators of lines, and marks that turn the direction of a text.
const unprintable = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu;
const escaped = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Text from outside as a terminal may show it: what would move its cursor, set its title or turn its letters is written as an escape. */
export const printable = (text: string): string => text.toWellFormed().replaceAll(unprintable, escaped);

/** The same on one line, so that nobody forges another one. */
export const printableLine = (text: string): string => printable(text).replaceAll('\n', '\\n');
