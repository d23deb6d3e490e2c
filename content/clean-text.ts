// Line breaks and control characters forge headers and lines; directional overrides make text read as something else.
const UNWANTED = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/u;
const ALL_UNWANTED = new RegExp(UNWANTED, 'gu');

/** Makes a value safe for a subject or a line of text: one line, nothing invisible. */
export const cleanText = (value: string): string => (UNWANTED.test(value) ? value.replace(ALL_UNWANTED, ' ').trim() : value);
