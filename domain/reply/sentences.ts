import { foldedText } from './clean.ts';
import { isClosing, isDisclaimer, isThanks, looksLikeName } from './footers.ts';

/** What somebody wants stands at the beginning: of a longer text, only so many letters are read. */
const READ = 2_000;
/** A wish to hear no more counts in a text that is no longer than this, and in the first lines of a longer one. */
const SHORT = 1_000;
const FIRST_LINES = 500;
/** What is longer is no sentence, and is read in parts. */
const LONGEST = 400;
/** A line that was broken by a mail program is about as long as its window. */
const BROKEN_AT = 45;

/** A sentence of a reply, folded, without the marks at its ends. */
export interface Sentence {
  readonly text: string;
  readonly isQuestion: boolean;
  /** It stands beside a link, and nobody speaks of themselves in it: it asks for nothing. */
  readonly isFooter: boolean;
  /** It stands far down in a long text. */
  readonly isFar: boolean;
}

/**
 * The sentences in which somebody says what they want: not a signature, a legal notice or a closing.
 * @param words their own
 */
export const sentencesOf = (words: string): Sentence[] => {
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
};

/** A paragraph of several lines that begins with a name, or with dashes and one. */
const isSignature = (paragraph: string): boolean => {
  const lines = paragraph.split('\n');
  return lines.length > 1 && looksLikeName(lines[0] ?? '');
};

/** Sentences end at their marks, and at the end of a line that nobody broke. */
const cut = (paragraph: string): string[] => {
  let text = '';
  const lines = paragraph.split('\n').map((line) => line.trim());
  lines.forEach((line, n) => {
    if (isClosing(line) || (isThanks(line) && n > 0)) return;
    const next = lines[n + 1] ?? '';
    // A link alone on the next line belongs to what stands above it.
    const goesOn = /^(?:[\p{Ll}\d(]|<?https?:)/u.test(next) || (line.length >= BROKEN_AT && !/[.!?:]$/.test(line));
    text += line + (goesOn ? ' ' : '\n');
  });
  return text
    .split(/\n|(?<=[.!?…])["')]?\s+|(?:(?<!\s)\s+)?[;•]\s+/u)
    .flatMap((sentence) => sentence.match(new RegExp(`.{1,${LONGEST}}`, 'gsu')) ?? []);
};

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

/** "Unsuscribe", "un-subcribe", "unsubscrbe", "usubscribe", "unsub": nobody spells it right in anger. */
const misspelt = /\b(?:un[- ]?s[a-z]{3,7}be?|un[- ]?sub|usubscribe|insubscribe|unsubscrive|unsubscirbe|unsubscrie)\b/g;

const link = /https?:\/\/|www\.|mailto:|\bhttp\b/i;
const firstPerson =
  /(?:^|[\s'-])(?:i|me|my|we|us|our|mich|mir|uns|ich|wir|je|moi|nous|mon|yo|mi|mis|nos|io|mio|mia|ci|mij|ik|ons|meu|minha)(?=$|[\s',.-])/;

/** A line with a link is a footer's, unless somebody speaks of themselves in it. */
const isFooter = (text: string, plain: string): boolean => link.test(text) && !firstPerson.test(plain);
