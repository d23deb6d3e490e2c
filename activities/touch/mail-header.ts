import { encodeWord } from 'nodemailer/lib/mime-funcs';
import { cleanText } from '../../content/clean-text.ts';

/** Longer than any name of a person or company. */
const LONGEST_NAME = 200;
/** The longest word in a plain header: lines are folded at spaces, and may have 998 octets (RFC 5322 2.1.1). */
const LONGEST_WORD = 70;
/** Octets of an encoded word; RFC 2047 allows 75. */
const ENCODED_WORD = 60;

const encoded = (text: string): string => encodeWord(text, 'B', ENCODED_WORD);

/** A display name on one line, limited in length. */
export const displayName = (name: string): string => Array.from(onOneLine(name)).slice(0, LONGEST_NAME).join('');

/** A name in front of an address, quoted or in encoded words (RFC 5322 phrase, RFC 2047). */
export function phrase(name: string): string {
  const shown = displayName(name);
  return isPlain(shown) ? `"${shown.replaceAll(/["\\]/g, '')}"` : encoded(shown);
}

/** A text such as a subject, in encoded words unless it can be folded as plain text. */
export function unstructured(text: string): string {
  const line = onOneLine(text);
  return isPlain(line) && !line.includes('=?') ? line : encoded(line);
}

const isPlain = (text: string): boolean =>
  /^[\x20-\x7e]*$/.test(text) && text.split(' ').every((word) => word.length <= LONGEST_WORD);

/** Removes what a header can't contain and what changes the text direction. A replacement character marks half a character. */
const onOneLine = (text: string): string => cleanText(text.toWellFormed()).trim();
