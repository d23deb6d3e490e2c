/** A shorter word has too many neighbours; a longer one is no name, and would have thousands. */
const LETTERS = /^[a-z]{4,30}$/;

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');

/** The words that differ from a word by one slip of the finger: a letter too few, too many or wrong, or two that changed places. */
export function oneSlipAway(word: string): readonly string[] {
  if (!LETTERS.test(word)) return [];
  const parts = Array.from({ length: word.length + 1 }, (_, n) => [word.slice(0, n), word.slice(n)] as const);
  const words = parts.flatMap(([before, after]) => [
    before + after.slice(1),
    before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2),
    ...letters.flatMap((letter) => [before + letter + after, before + letter + after.slice(1)]),
  ]);
  return [...new Set(words)].filter((other) => other !== word);
}
