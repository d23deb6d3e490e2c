import { visibleText } from './clean.ts';
import { isClosing, isProgramFooter, isThanks, looksLikeName } from './footers.ts';
import { linesOf, type IsOurs } from './ours.ts';
import { attributionAt, headersIn, isDivider } from './quote-start.ts';

/** A reply as Trellis received it. */
export interface ReplyText {
  readonly subject: string;
  /** The plain text, with everything that it quotes. */
  readonly body: string;
  /** The text, or the template, of the email that it answers, if known. */
  readonly sent?: string | undefined;
}

/**
 * The words that the writer typed: without the email that they answer, in any mail program's style of quoting, without their
 * signature, and without what the program adds. Answers between and below quoted lines stay. Of a text longer than people write,
 * only the beginning and the end are read.
 */
export function ownWords({ subject, body, sent }: ReplyText): string {
  const lines = visibleText(within(body)).split('\n');
  const isOurs = linesOf(sent?.slice(0, MOST_SENT));
  const start = quoteStart(lines, subject);
  const above = own(lines.slice(0, start), isOurs);
  // The answer may be below an unmarked quote: only the email that it answers shows where it begins.
  return above === '' && sent !== undefined ? own(lines.slice(start), isOurs, true) : above;
}

/** Characters. People don't write more by hand; in a longer text, answers are at the beginning or the end. */
const MOST = 16_000;
const TAIL = 4_000;
/** Characters. Enough for the texts of several emails. */
const MOST_SENT = 64_000;

const within = (body: string): string => (body.length <= MOST ? body : `${body.slice(0, MOST - TAIL)}\n\n${body.slice(-TAIL)}`);

function own(lines: readonly string[], isOurs: IsOurs, below = false): string {
  const said = lines
    .filter((line) => !isQuoted(line) && !isProgramFooter(line) && !isOurs(line))
    .filter((line) => !below || line.trim().split(' ').length > 3 || !/[:<@]|^\W*$/.test(line))
    .map((line) => line.trimEnd());
  const end = signatureStart(said);
  return [...said.slice(0, end), ...postscript(said.slice(end))]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** The postscript below a signature, which the writer marks as one. */
function postscript(below: readonly string[]): readonly string[] {
  const begin = below.findIndex((line) => /^p\.? ?s\.?\b ?[:.,-]?/i.test(line.trim()));
  if (begin === -1) return [];
  const length = below.slice(begin).findIndex((line) => line.trim() === '');
  return ['', ...below.slice(begin, length === -1 ? undefined : begin + length)];
}

const isQuoted = (line: string): boolean => /^ {0,8}(?:\p{Lu}{0,3}>|[|│┃] )/u.test(line);

/** The line at which the answered email begins. An attribution above a marked quote is only removed. */
function quoteStart(lines: string[], subject: string): number {
  const ours = subject
    .replace(/^(?:[\p{L}.]{1,6}(?:\[\d+\])? ?[:：] ?)+/u, '')
    .trim()
    .toLowerCase();
  const isHeaderAt = headersIn(lines, ours);
  for (let at = 0; at < lines.length; at++) {
    if (lines[at] === '') continue;
    const height = attributionAt(lines, at);
    if (height > 0) {
      const next = lines.slice(at + height, at + height + 4).find((line) => line.trim() !== '');
      if (next === undefined || !isQuoted(next)) return at;
      lines.fill('', at, at + height);
    } else if (isDivider(lines[at]!) || (!isQuoted(lines[at]!) && isHeaderAt(at))) return at;
  }
  return lines.length;
}

const isSignatureMark = (line: string): boolean => /^(?:--|—|––|-- -|~~+|\*\*+|[-=*]{8,})$/.test(line.trim());

/** The line at which a signature begins: at its dashes, or at a closing. The first line is never a signature. */
function signatureStart(lines: readonly string[]): number {
  const begun = lines.findIndex((line) => line.trim() !== '');
  const end = lines.findIndex((line, at) => {
    if (isSignatureMark(line)) return at >= begun;
    if (at <= begun) return false;
    if (isClosing(line)) return true;
    return isThanks(line) && looksLikeName(lines.slice(at + 1).find((next) => next.trim() !== '') ?? '.');
  });
  return end === -1 ? lines.length : end;
}
