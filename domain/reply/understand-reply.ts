import type { ReplyKind } from '../scoring/engagement.ts';
import { ownWords, type ReplyText } from './own-words.ts';
import { languages } from './phrases/index.ts';
import type { Phrases } from './phrases/phrases.ts';
import { sentencesOf, type Sentence } from './sentences.ts';

export type { ReplyText } from './own-words.ts';

export interface Understood {
  readonly kind: Exclude<ReplyKind, 'automatic'>;
  /** The words that the writer typed. */
  readonly words: string;
}

/** `Re:`, `AW:`, `Réf. :`: the rest of the subject is from the answered email. */
const isReplySubject = /^\s*[\p{L}.]{1,6}(?:\[\d+\])? ?[:：]/u;

/**
 * The words of a person's reply, and their meaning; a person must read an `unclear` one. The caller must have recognised automatic
 * replies before.
 */
export function understandReply(reply: ReplyText): Understood {
  const words = ownWords(reply);
  // An opt-out also counts in a subject that the writer typed. Anything else there may come from the answered email.
  const inSubject = !isReplySubject.test(reply.subject) && sentencesOf(reply.subject).some(asksToStop);
  return { kind: inSubject ? 'stop' : meaningOf(sentencesOf(words)), words };
}

type Meaning = Exclude<keyof Phrases, 'keep'>;

const says = ({ text }: Sentence, what: keyof Phrases): boolean =>
  languages.some((language) => language[what].some((phrase) => phrase.test(text)));

function asksToStop(sentence: Sentence): boolean {
  if (sentence.isFooter) return false;
  if (says(sentence, 'stop') && !says(sentence, 'keep')) return true;
  // "Not interested, please delete": after a no, the last part of the sentence alone is enough.
  const end = { ...sentence, text: sentence.text.slice(sentence.text.lastIndexOf(', ') + 1).trim() };
  return (says(sentence, 'no') || says(sentence, 'alarm')) && says(end, 'stop') && !says(end, 'keep');
}

function meaningOf(sentences: readonly Sentence[]): Understood['kind'] {
  const some = (what: Meaning, of = sentences) => of.some((sentence) => says(sentence, what));
  const statements = sentences.filter(({ isQuestion }) => !isQuestion);
  const asking = sentences.filter(asksToStop);
  if (asking.some(({ isFar }) => !isFar)) return 'stop';
  if (some('left', statements)) return 'leftCompany';
  // A person must read an opt-out far down in a long text, and an angry reply.
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
}

const notBefore =
  /(?:^|[\s'])(?:don't|do not|not|no|never|no need (?:for|to)|kein\w*|nicht|pas|non|sin|without|geen|niet|nao|nie|ohne|sans|senza)(?: \S+){0,3} ?$/;
const notAfter = /^(?:\S* ){0,3}(?:nicht|pas|plus|niet)\b/;

/** Whether a sentence asks for a price, a call and so on, and does not say no. */
function wantsSomething(sentence: Sentence): boolean {
  const { text, isQuestion } = sentence;
  if (!isQuestion && says(sentence, 'no')) return false;
  return languages.some(({ wants }) =>
    wants.some((phrase) => {
      const found = phrase.exec(text);
      if (!found) return false;
      return !notBefore.test(text.slice(0, found.index)) && !notAfter.test(text.slice(found.index + found[0].length).trimStart());
    }),
  );
}
