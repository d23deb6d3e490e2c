import { stickyFraction } from '../domain/text/hash.ts';

/**
 * Repeatable chance: the same seed and the same words give the same result, whatever was rolled before and in whatever order. So
 * one modelled person can't change another one's luck.
 */
export interface Dice {
  /** From 0 (included) to 1 (not). */
  fraction(...words: readonly (string | number)[]): number;
  chance(probability: number, ...words: readonly (string | number)[]): boolean;
  between(from: number, to: number, ...words: readonly (string | number)[]): number;
  pick<T>(list: readonly [T, ...T[]], ...words: readonly (string | number)[]): T;
  /** The list in another order. */
  shuffle<T>(list: readonly T[], word: string): T[];
}

export function diceOf(seed: string | number): Dice {
  const fraction: Dice['fraction'] = (...words) => stickyFraction(`${seed}/${words.join('/')}`);
  return {
    fraction,
    chance: (probability, ...words) => fraction(...words) < probability,
    between: (from, to, ...words) => from + (to - from) * fraction(...words),
    pick: (list, ...words) => list[Math.floor(fraction(...words) * list.length)] ?? list[0],
    shuffle: (list, word) =>
      list
        .map((entry, n) => ({ entry, at: fraction(word, n) }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ entry }) => entry),
  };
}
