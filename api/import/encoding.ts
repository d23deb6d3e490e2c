import { isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import iconv from 'iconv-lite';
import { explainedBy, wordsExplainedBy } from './alphabets.ts';
import { own } from '../../domain/text/own.ts';

/** A character encoding. */
export interface Encoding {
  /** The name that iconv-lite uses. */
  readonly name: string;
  /** How it was recognised, in a few words. */
  readonly because: string;
}

const marks: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The encoding given by a byte order mark, or by the zeros of text with two or four bytes per letter. */
export function markedEncoding(start: Uint8Array): Encoding | undefined {
  const marked = marks.find(([, bytes]) => bytes.every((byte, n) => start[n] === byte));
  if (marked) return { name: marked[0], because: 'its byte order mark' };
  const zeros = [0, 1, 2, 3].map((lane) => laneZeros(start, lane));
  const [a = 0, b = 0, c = 0, d = 0] = zeros;
  const most = start.length / 8;
  const because = 'the zeros between its letters';
  if (most < 1) return undefined;
  if (b > most && c > most && d > most) return { name: 'utf-32le', because };
  if (a > most && b > most && c > most) return { name: 'utf-32be', because };
  if (b > most && d > most && a + c < most / 4) return { name: 'utf-16le', because };
  if (a > most && c > most && b + d < most / 4) return { name: 'utf-16be', because };
  return undefined;
}

function laneZeros(bytes: Uint8Array, lane: number): number {
  let zeros = 0;
  for (let n = lane; n < bytes.length; n += 4) if (bytes[n] === 0) zeros += 1;
  return zeros;
}

/** The encodings with one byte per letter, likelier ones first. Each includes the letters of its ISO-8859 counterpart. */
const oneByte = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1257',
  'macintosh',
  'cp850',
  'iso-8859-2',
  'koi8-r',
  'cp866',
];
/** Encodings of old files only. */
const rare = new Set(['macintosh', 'cp850', 'iso-8859-2', 'koi8-r', 'cp866']);
const severalBytes = new Set(['Shift_JIS', 'EUC-JP', 'EUC-KR', 'Big5', 'GB18030']);
/** Below this, letters are where no language has them. */
const PLAUSIBLE = 0.8;

/**
 * Guesses the encoding of a text that is not UTF-8, from some of its lines with more than ASCII; undefined if no encoding is likely
 * enough to write to people in it.
 */
export function guessedEncoding(sample: Uint8Array): Encoding | undefined {
  const [best, ...others] = chardet.analyse(sample);
  if (best && severalBytes.has(best.name) && best.confidence >= 60)
    return { name: best.name, because: 'the sequence of its letters' };
  const ranked = oneByte
    .map((name) => {
      const text = iconv.decode(Buffer.from(sample), name);
      const plausible = plausibility(text) * (0.5 + 0.5 * wordsExplainedBy(name, text)) - (rare.has(name) ? 0.1 : 0);
      return { name, text, plausible, explained: explainedBy(name, text) };
    })
    .toSorted((a, b) => b.plausible - a.plausible);
  const [likeliest] = ranked;
  if (!likeliest || likeliest.plausible < PLAUSIBLE) return undefined;
  // Among equally likely encodings, one language that explains all of the text decides.
  const top = ranked
    .filter(({ plausible }) => plausible > likeliest.plausible - CLOSE)
    .reduce((a, b) => (b.explained > a.explained + MORE ? b : a));
  if (isDoubtful(top, ranked)) return undefined;
  const likely = ranked.filter(({ plausible }) => plausible > top.plausible - 0.02).map(({ name }) => name);
  // If letters alone do not decide, the language may.
  const byLanguage =
    best && best.confidence - (others[0]?.confidence ?? 0) >= 10 ? own(windowsNames, best.name.toLowerCase()) : undefined;
  return {
    name: byLanguage && likely.includes(byLanguage) ? byLanguage : top.name,
    because: 'the words that it yields',
  };
}

/** Two encodings count as equally likely up to this difference; one language must explain more than that to decide. */
const CLOSE = 0.02;
const MORE = 0.1;
/** Fewer letters than this do not prove a rare encoding, nor one of few languages. */
const FEW_LETTERS = 4;

interface Ranked {
  readonly name: string;
  readonly text: string;
  readonly plausible: number;
}

/** Whether two encodings read a few letters as different words, so that the guess is uncertain. */
const isDoubtful = (top: Ranked, ranked: readonly Ranked[]): boolean =>
  top.name !== 'windows-1252' &&
  (top.text.match(/[\u0080-\uffff]/g)?.length ?? 0) < FEW_LETTERS &&
  ranked.some(({ text, plausible }) => plausible > PLAUSIBLE && text !== top.text);

const windowsNames: Readonly<Record<string, string>> = {
  'windows-1250': 'windows-1250',
  'windows-1251': 'windows-1251',
  'windows-1253': 'windows-1253',
  'windows-1254': 'windows-1254',
  'iso-8859-2': 'windows-1250',
  'iso-8859-9': 'windows-1254',
  'koi8-r': 'koi8-r',
};

/** The share, 0 to 1, of characters beyond ASCII where people write them: as letters of one script and case within a word. */
function plausibility(text: string): number {
  let seen = 0;
  let good = 0;
  for (const [word] of text.matchAll(/[^\s,;|"'()@.:/\d-]+/g)) {
    const foreign = word.match(/[\u0080-\uffff]/g)?.length ?? 0;
    seen += foreign;
    good += foreign === 0 ? 0 : foreign * likeness(word);
  }
  return seen === 0 ? 0 : good / seen;
}

const signs = /^[–—…“”„«»‘‚•]+|^[€£§]+$|[€°–—…“”„«»’®™]+$/gu;

/** How much a word with letters beyond ASCII looks like a real one, 0 to 1. */
function likeness(word: string): number {
  const bare = word.replaceAll(signs, '');
  if (bare === '') return 1;
  if (/^\p{Script=Cyrillic}+$/u.test(bare) || /^\p{Script=Greek}+$/u.test(bare)) return isCased(bare) ? 1 : 0;
  // In Latin script, few accented letters are adjacent, and capitals come first.
  if (!/^\p{Script=Latin}[\p{Script=Latin}’]*$/u.test(bare) || /[\u0080-\u024f]{5}/.test(bare) || !isCased(bare)) return 0;
  return 1 - (bare.match(/[þðýÞÐÝ]/g)?.length ?? 0) / bare.length;
}

const isCased = (word: string): boolean =>
  !/(?!ß)\p{Ll}/u.test(word) ||
  (!/.[\u0080-\uffff]/.test(word.replaceAll(/(?<=.)[^\p{Lu}]/gu, '')) && !/[\u0080-\uffff](?<=\p{Ll})\p{Lu}/u.test(word));

/** Checks whether bytes are UTF-8, in pieces; a letter cut at the end of a piece waits for the next one. */
export class Utf8Check {
  #rest: Uint8Array = new Uint8Array();
  #holds = true;

  add(piece: Uint8Array): void {
    if (!this.#holds) return;
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
    const whole = wholeLetters(bytes);
    this.#holds = isUtf8(bytes.subarray(0, whole)) && bytes.length - whole < 4;
    this.#rest = bytes.slice(whole);
  }

  get holds(): boolean {
    return this.#holds && this.#rest.length === 0;
  }
}

/** The number of bytes before an incomplete letter. */
function wholeLetters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Whether bytes switch to Japanese letters, as emails and old exports do (ISO-2022-JP): all of them are valid ASCII. */
export class Iso2022JpCheck {
  #rest: Uint8Array = new Uint8Array();
  #holds = false;

  add(piece: Uint8Array): void {
    if (this.#holds) return;
    const bytes = Buffer.concat([this.#rest, piece]);
    this.#holds = switches.some((escape) => bytes.includes(escape));
    this.#rest = bytes.subarray(-2);
  }

  get holds(): boolean {
    return this.#holds;
  }
}

const switches = ['\u001B$B', '\u001B$@'];

interface Decoder {
  write(bytes: Buffer): string;
  end(): string | undefined;
}

/** A decoder for a stream of bytes; it removes a byte order mark. */
export function decoderOf({ name }: Encoding): Decoder {
  if (iconv.encodingExists(name)) return iconv.getDecoder(name);
  const decoder = new TextDecoder(name);
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}
