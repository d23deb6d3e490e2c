import { encodeWord } from 'nodemailer/lib/mime-funcs';
import { cleanText } from '../../content/clean-text.ts';

/** More than any name of a person or company needs. */
const LONGEST_NAME = 200;
/** So long may a word stand in a header as it is: lines are folded at blanks, and end after 998 octets (RFC 5322 2.1.1). */
const LONGEST_WORD = 70;
/** Octets of an encoded word; RFC 2047 allows 75. */
const ENCODED_WORD = 60;

const encoded = (text: string): string => encodeWord(text, 'B', ENCODED_WORD);

/** A name as it may stand beside an address: on one line, and no longer than a name is. */
export const displayName = (name: string): string => Array.from(onOneLine(name)).slice(0, LONGEST_NAME).join('');

/** A name in front of an address, quoted or in encoded words (RFC 5322 phrase, RFC 2047). */
export const phrase = (name: string): string => {
  const shown = displayName(name);
  return isPlain(shown) ? `"${shown.replaceAll(/["\\]/g, '')}"` : encoded(shown);
};

/** A text such as a subject; in encoded words unless it can be folded as it is. */
export const unstructured = (text: string): string => {
  const line = onOneLine(text);
  return isPlain(line) && !line.includes('=?') ? line : encoded(line);
};

const isPlain = (text: string): boolean =>
  /^[\x20-\x7e]*$/.test(text) && text.split(' ').every((word) => word.length <= LONGEST_WORD);

/** Without what a header can't hold or what turns its letters; of half a character, a sign says that one is missing. */
const onOneLine = (text: string): string => cleanText(text.toWellFormed()).trim();
