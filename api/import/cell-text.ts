const printableAscii = /^[ -~]*$/;
/** Controls and marks that nobody sees (NUL, which Postgres can't hold, a byte order mark, zero-width spaces); not line breaks, nor joiners of letters. */
const unseen = /(?![\t\n\r\u200c\u200d])[\p{Cc}\p{Cf}]/gu;
const spaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;

/** Text as Postgres can hold it: without NUL and other marks that nobody sees, and without halves of letters. */
export const storable = (text: string): string =>
  printableAscii.test(text) ? text : text.toWellFormed().replaceAll(unseen, unseenOrSpace).replaceAll(spaces, ' ');

const breaks = /[\r\n\u2028\u2029]/;
/** Lines one behind the other. */
export const onOneLine = (text: string): string =>
  printableAscii.test(text) ? text : joined(text.split(breaks)).replaceAll('\t', ' ');

/** Without the spaces around the breaks; a single line keeps its own. */
const joined = (lines: readonly string[]): string =>
  lines.length === 1
    ? lines[0]!
    : lines
        .map((line, n) => (n === 0 ? line.trimEnd() : n === lines.length - 1 ? line.trimStart() : line.trim()))
        .filter((line, n) => line !== '' || n === 0 || n === lines.length - 1)
        .join(' ');

/** Controls that set fields, records and lines apart. */
const separators = new Set(['\u001c', '\u001d', '\u001e', '\u001f', '\u0085']);
const unseenOrSpace = (mark: string): string => (separators.has(mark) ? ' ' : '');

/** Databases write this for "nothing"; people do not type it. */
const nothing = /^(?:null|\(null\)|<null>|\\n|nan|#n\/a|\(blank\)|undefined|none\(null\))$/i;

/** The apostrophe by which spreadsheets say "text"; not that of 't Hooft, nor one that is closed again. */
const textMark = /^'(?![tsn]\b)[^']*$/i;

/**
 * The value of a cell: without the marks by which spreadsheets say that it is text (`'+49…`, `="0123"`), without what nobody
 * sees, and empty for a database's word for nothing.
 */
export const cellText = (cell: string): string => {
  const text = storable(cell).trim();
  if (text === '') return '';
  const bare = text.startsWith('=') ? (/^="(.*)"$/s.exec(text)?.[1]?.replaceAll('""', '"').trim() ?? text) : text;
  const value = textMark.test(bare) ? bare.slice(1).trim() : bare;
  return nothing.test(value) ? '' : value;
};

/** A letter that a decoder could not read: what stood there is lost. */
export const isGarbled = (text: string): boolean => text.includes('\ufffd');
