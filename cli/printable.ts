// Control characters (except the line break), line separators, and marks that change the text direction.
const unprintable = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu;
const escaped = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Makes outside text safe for a terminal: escapes characters that move the cursor, set the title or change the text direction. */
export const printable = (text: string): string => text.toWellFormed().replaceAll(unprintable, escaped);

/** The same, on one line, so that the text can't forge another line. */
export const printableLine = (text: string): string => printable(text).replaceAll('\n', '\\n');
