/** Removes what Postgres can't hold (NUL) and what is not a character (lone surrogates). */
export const cleanText = (text: string): string => text.replaceAll('\0', '').toWellFormed();
