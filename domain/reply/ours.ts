/** Words of a line that are in a row somewhere in a mail are that mail's: three can't be by chance. */
const IN_A_ROW = 3;
/** The part of a line's words that must be. */
const MOST_OF_IT = 0.7;
/** A line of fewer words says nothing of itself: "Yes", or "unsubscribe", stands in many mails. */
const FEWEST_WORDS = 4;

/** Who says "I" where our mail does not speaks for themselves: "I no longer want these emails", although our footer ends so. */
const firstPerson: ReadonlySet<string> = new Set(['i', 'ich', 'wir', 'je', 'nous', 'yo', 'io', 'ik', 'eu', 'ja', 'we']);

const wordsOf = (text: string): string[] =>
  text
    .replaceAll(/https?:\/\/\S+|\{\{[^{}]{0,200}\}\}/g, ' ')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Says of a line whether it stands in a mail that we sent, in whatever way it was wrapped, marked or cut. */
export type IsOurs = (line: string) => boolean;

/**
 * Finds the lines of a mail of ours in what somebody wrote back.
 * @param sent its text, or its template; undefined when the mail is not known
 */
export const linesOf = (sent: string | undefined): IsOurs => {
  if (sent === undefined) return () => false;
  const known = new Set(rows(wordsOf(sent)));
  return (line) => {
    const words = wordsOf(line);
    if (words.length < FEWEST_WORDS) return false;
    const ours = words.map(() => false);
    rows(words).forEach((row, n) => {
      if (known.has(row)) ours.fill(true, n, n + IN_A_ROW);
    });
    if (words.some((word, n) => !ours[n] && firstPerson.has(word))) return false;
    return ours.filter(Boolean).length >= words.length * MOST_OF_IT;
  };
};

const rows = (words: readonly string[]): string[] =>
  words.slice(0, Math.max(0, words.length - IN_A_ROW + 1)).map((_, n) => words.slice(n, n + IN_A_ROW).join(' '));
