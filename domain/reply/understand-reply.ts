import type { ReplyKind } from '../scoring/engagement.ts';
import { ownWords, type ReplyText } from './own-words.ts';
import { languages } from './phrases/index.ts';
import type { Phrases } from './phrases/phrases.ts';
import { sentencesOf, type Sentence } from './sentences.ts';

export type { ReplyText } from './own-words.ts';

export interface Understood {
  readonly kind: Exclude<ReplyKind, 'automatic'>;
  /** What they wrote themselves, as they wrote it. */
  readonly words: string;
}

/** `Re:`, `AW:`, `Réf. :`: the rest of it is ours. */
const isReplySubject = /^\s*[\p{L}.]{1,6}(?:\[\d+\])? ?[:：]/u;

/**
 * What a person wrote back, and what it means; `unclear` is for a person to read. It says nothing of automatic replies:
 * who wrote is to be known before.
 */
export const understandReply = (reply: ReplyText): Understood => {
  const words = ownWords(reply);
  // In a subject of their own, a wish to hear no more counts as well. Anything else there may be ours.
  const inSubject = !isReplySubject.test(reply.subject) && sentencesOf(reply.subject).some(asksToStop);
  return { kind: inSubject ? 'stop' : meaningOf(sentencesOf(words)), words };
};

type Meaning = Exclude<keyof Phrases, 'keep'>;

const says = ({ text }: Sentence, what: keyof Phrases): boolean =>
  languages.some((language) => language[what].some((phrase) => phrase.test(text)));

const asksToStop = (sentence: Sentence): boolean => {
  if (sentence.isFooter) return false;
  if (says(sentence, 'stop') && !says(sentence, 'keep')) return true;
  // "Not interested, please delete": a no says of what follows what it is about.
  const end = { ...sentence, text: sentence.text.slice(sentence.text.lastIndexOf(', ') + 1).trim() };
  return (says(sentence, 'no') || says(sentence, 'alarm')) && says(end, 'stop') && !says(end, 'keep');
};

const meaningOf = (sentences: readonly Sentence[]): Understood['kind'] => {
  const some = (what: Meaning, of = sentences) => of.some((sentence) => says(sentence, what));
  const statements = sentences.filter(({ isQuestion }) => !isQuestion);
  const asking = sentences.filter(asksToStop);
  if (asking.some(({ isFar }) => !isFar)) return 'stop';
  if (some('left', statements)) return 'leftCompany';
  // A wish to hear no more, far down in a long text, or anger: a person must read it.
  if (asking.length > 0 || some('alarm')) return 'unclear';
  const wanting = sentences.filter((sentence) => wantsSomething(sentence));
  if (wanting.some((sentence) => !says(sentence, 'farOff'))) return 'interested';
  const isLater = wanting.length > 0 || some('later', statements);
  if (some('no', statements)) return isLater || some('farOff') ? 'later' : 'notInterested';
  if (isLater) return 'later';
  if (
    some(
      'interested',
      sentences.filter((one) => !(one.isQuestion && says(one, 'question'))),
    )
  )
    return some('farOff', statements) ? 'later' : 'interested';
  if (sentences.some((sentence) => sentence.isQuestion || says(sentence, 'question'))) return 'question';
  return 'unclear';
};

const notBefore =
  /(?:^|[\s'])(?:don't|do not|not|no|never|no need (?:for|to)|kein\w*|nicht|pas|non|sin|without|geen|niet|nao|nie|ohne|sans|senza)(?: \S+){0,3} ?$/;
const notAfter = /^(?:\S* ){0,3}(?:nicht|pas|plus|niet)\b/;

/** Asks for a price, a call and so on, in a sentence that does not say no. */
const wantsSomething = (sentence: Sentence): boolean => {
  const { text, isQuestion } = sentence;
  if (!isQuestion && says(sentence, 'no')) return false;
  return languages.some(({ wants }) =>
    wants.some((phrase) => {
      const found = phrase.exec(text);
      if (!found) return false;
      return !notBefore.test(text.slice(0, found.index)) && !notAfter.test(text.slice(found.index + found[0].length).trimStart());
    }),
  );
};
