/** How many consecutive words a line must share with an email to be from it: three can't match by chance. */
const IN_A_ROW = 3;
/** The share of a line's words that must match. */
const MOST_OF_IT = 0.7;
/** Shorter lines prove nothing: many emails contain "Yes" or "unsubscribe". */
const FEWEST_WORDS = 4;

/** A writer who says "I" where the email does not uses their own words: "I no longer want these emails". */
const firstPerson: ReadonlySet<string> = new Set(['i', 'ich', 'wir', 'je', 'nous', 'yo', 'io', 'ik', 'eu', 'ja', 'we']);

const wordsOf = (text: string): string[] =>
  text
    .replaceAll(/https?:\/\/\S+|\{\{[^{}]{0,200}\}\}/g, ' ')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Says whether a line comes from an email that Trellis sent, however a mail program wrapped, marked or cut it. */
export type IsOurs = (line: string) => boolean;

/**
 * Finds the lines of a sent email in a reply to it.
 * @param sent the email's text, or its template; undefined if the email is unknown
 */
export function linesOf(sent: string | undefined): IsOurs {
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
}

const rows = (words: readonly string[]): string[] =>
  words.slice(0, Math.max(0, words.length - IN_A_ROW + 1)).map((_, n) => words.slice(n, n + IN_A_ROW).join(' '));
