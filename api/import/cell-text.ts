const printableAscii = /^[ -~]*$/;
/** Invisible characters (NUL, which Postgres can't hold, a byte order mark, zero-width spaces), except line breaks and joiners of letters. */
const unseen = /(?![\t\n\r\u200c\u200d])[\p{Cc}\p{Cf}]/gu;
const spaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** Text as Postgres can hold it: without NUL and other invisible characters, and without lone surrogates. */
export const storable = (text: string): string =>
  printableAscii.test(text) ? text : text.toWellFormed().replaceAll(unseen, unseenOrSpace).replaceAll(spaces, ' ');

const breaks = /[\r\n\u2028\u2029]/;
/** Joins the lines of a text. */
export const onOneLine = (text: string): string =>
  printableAscii.test(text) ? text : joined(text.split(breaks)).replaceAll('\t', ' ');

/** Removes the spaces around the breaks; a single line keeps its own. */
const joined = (lines: readonly string[]): string =>
  lines.length === 1
    ? lines[0]!
    : lines
        .map((line, n) => (n === 0 ? line.trimEnd() : n === lines.length - 1 ? line.trimStart() : line.trim()))
        .filter((line, n) => line !== '' || n === 0 || n === lines.length - 1)
        .join(' ');

/** Control characters that separate fields, records and lines. */
const separators = new Set(['\u001c', '\u001d', '\u001e', '\u001f', '\u0085']);
const unseenOrSpace = (mark: string): string => (separators.has(mark) ? ' ' : '');

/** Databases export these for "nothing"; people do not type them. */
const nothing = /^(?:null|\(null\)|<null>|\\n|nan|#n\/a|\(blank\)|undefined|none\(null\))$/i;

/** The apostrophe that spreadsheets mark text with, but not that of 't Hooft, nor a pair of quotes. */
const textMark = /^'(?![tsn]\b)[^']*$/i;

/**
 * The value of a cell: without the marks with which spreadsheets say "text" (`'+49…`, `="0123"`), without invisible characters, and
 * empty for a database's word for nothing.
 */
export function cellText(cell: string): string {
  const text = storable(cell).trim();
  if (text === '') return '';
  const bare = text.startsWith('=') ? (/^="(.*)"$/s.exec(text)?.[1]?.replaceAll('""', '"').trim() ?? text) : text;
  const value = textMark.test(bare) ? bare.slice(1).trim() : bare;
  return nothing.test(value) ? '' : value;
}

/** Whether a decoder could not read a character of the text, so that it is lost. */
export const isGarbled = (text: string): boolean => text.includes('\ufffd');
