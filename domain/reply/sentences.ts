import { foldedText } from './clean.ts';
import { isClosing, isDisclaimer, isThanks, looksLikeName } from './footers.ts';

/** Characters. Writers say what they want at the beginning, so the rest of a longer text is not read. */
const READ = 2_000;
/** Characters. An opt-out counts anywhere in a text of this length, and in the first lines of a longer one. */
const SHORT = 1_000;
const FIRST_LINES = 500;
/** Characters. A longer sentence is read in parts. */
const LONGEST = 400;
/** Characters. A line that a mail program has wrapped is at least this long. */
const BROKEN_AT = 45;

/** A sentence of a reply, folded, without punctuation at its ends. */
export interface Sentence {
  readonly text: string;
  readonly isQuestion: boolean;
  /** It contains a link and no first person, so it is a footer and asks for nothing. */
  readonly isFooter: boolean;
  /** It is far down in a long text. */
  readonly isFar: boolean;
}

/**
 * The sentences in which the writer says what they want, without signatures, legal notices and closings.
 * @param words the writer's own words
 */
export function sentencesOf(words: string): Sentence[] {
  const isShort = words.length <= SHORT;
  const sentences: Sentence[] = [];
  let read = 0;
  words
    .slice(0, READ)
    .split(/\n{2,}/)
    .forEach((paragraph, n) => {
      const isFar = !isShort && read >= FIRST_LINES;
      read += paragraph.length;
      if (isDisclaimer(paragraph) || (n > 0 && isSignature(paragraph))) return;
      for (const text of cut(paragraph)) {
        const plain = plainSentence(text);
        if (plain !== '')
          sentences.push({ text: plain, isQuestion: /\?["')]?$/.test(text.trimEnd()), isFooter: isFooter(text, plain), isFar });
      }
    });
  return sentences;
}

/** Whether a paragraph is a signature: several lines, of which the first looks like a name. */
function isSignature(paragraph: string): boolean {
  const lines = paragraph.split('\n');
  return lines.length > 1 && looksLikeName(lines[0] ?? '');
}

/** Splits at the marks that end sentences, and at line ends that no mail program has inserted. */
function cut(paragraph: string): string[] {
  let text = '';
  const lines = paragraph.split('\n').map((line) => line.trim());
  lines.forEach((line, n) => {
    if (isClosing(line) || (isThanks(line) && n > 0)) return;
    const next = lines[n + 1] ?? '';
    // A link alone on the next line belongs to the line above it.
    const isWrapped = /^(?:[\p{Ll}\d(]|<?https?:)/u.test(next) || (line.length >= BROKEN_AT && !/[.!?:]$/.test(line));
    text += line + (isWrapped ? ' ' : '\n');
  });
  return text
    .split(/\n|(?<=[.!?…])["')]?\s+|(?:(?<!\s)\s+)?[;•]\s+/u)
    .flatMap((sentence) => sentence.match(new RegExp(`.{1,${LONGEST}}`, 'gsu')) ?? []);
}

const greeting =
  /^(?:hi|hello|hey|dear|hallo|guten (?:tag|morgen|abend)|moin|bonjour|bonsoir|madame|monsieur|hola|buen[oa]s (?:dias|tardes|noches)|estimad[oa]s?|buongiorno|buonasera|salve|ciao|gentil[ei]|ola|bom dia|boa tarde|sehr geehrte[rs]?|liebe[rs]?|beste|geachte|dag|goedendag)\b[^,!.?]{0,40}[,!.] */;

const plainSentence = (text: string): string =>
  foldedText(text)
    .replaceAll(emoji, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .replace(/^[\s"'([{*_¡¿.,:;-]+/, '')
    .replace(greeting, '')
    .replaceAll(/[*_"]/g, '')
    .replaceAll(misspelt, 'unsubscribe')
    .replace(/(?<![\s.,!?:;()\]}'-])[\s.,!?:;()\]}'-]+$/, '')
    .trim();

const emoji = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\ufe0e\ufe0f\u20e3]/gu;

/** "Unsuscribe", "un-subcribe", "unsubscrbe", "usubscribe", "unsub": angry writers misspell it. */
const misspelt = /\b(?:un[- ]?s[a-z]{3,7}be?|un[- ]?sub|usubscribe|insubscribe|unsubscrive|unsubscirbe|unsubscrie)\b/g;

const link = /https?:\/\/|www\.|mailto:|\bhttp\b/i;
const firstPerson =
  /(?:^|[\s'-])(?:i|me|my|we|us|our|mich|mir|uns|ich|wir|je|moi|nous|mon|yo|mi|mis|nos|io|mio|mia|ci|mij|ik|ons|meu|minha)(?=$|[\s',.-])/;

/** Whether a text is a footer: it contains a link, and no first person. */
const isFooter = (text: string, plain: string): boolean => link.test(text) && !firstPerson.test(plain);
