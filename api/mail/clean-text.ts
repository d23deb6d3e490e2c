/** A text without what Postgres can't hold (NUL) and what is no character (lone surrogates). */
export const cleanText = (text: string): string => text.replaceAll('\0', '').toWellFormed();
