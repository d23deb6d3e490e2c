import type { Expected } from './forecast.ts';

/** A group of leads, and what happened to the simulated ones. */
export interface Sampled {
  /** How many there are. */
  readonly leads: number;
  /** How often it happened to each simulated one. */
  readonly counts: readonly number[];
}

/** The normal quantile of 95 %. */
const Z = 1.96;
/** If it happened to none of n, it happens to at most 3/n, with 95 % confidence (J. Hanley and A. Lippman-Hand, JAMA 249, 1983). */
const RULE_OF_THREE = 3;

/**
 * What samples say about all of their leads. The interval holds what chance does to the leads themselves, and what it did to the
 * choice of the sample.
 * @param unit what one time counts for if it happened to nobody
 */
export function expectedOfSamples(groups: readonly Sampled[], unit = 1): Expected {
  const all = groups.filter(({ counts }) => counts.length > 0);
  const expected = all.reduce((sum, { leads, counts }) => sum + leads * meanOf(counts), 0);
  const variance = all.reduce((sum, group) => sum + varianceOf(group, unit), 0);
  const half = Math.sqrt(variance);
  return { expected, interval: { from: Math.max(0, Math.floor(expected - half)), to: Math.ceil(expected + half) } };
}

const meanOf = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0) / counts.length;

/** The square of half the interval of a group. */
function varianceOf({ leads, counts }: Sampled, unit: number): number {
  const n = counts.length;
  if (counts.every((count) => count === 0)) return ((RULE_OF_THREE * leads * unit) / n) ** 2;
  const mean = meanOf(counts);
  const spread = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / Math.max(1, n - 1);
  return Z ** 2 * leads * spread * (1 + leads / n);
}
