import type { Interval } from './interval.ts';

/** The normal quantile of 95 %. */
const Z = 1.96;

export interface Expected {
  readonly expected: number;
  /** The 95 % interval of the count, if the month is like the previous ones. */
  readonly interval: Interval;
}

/** A month of the past: how often something happened, and how many leads were in a program. */
export interface PastMonth {
  readonly count: number;
  readonly leads: number;
}

/**
 * Expects in a month what happened in those before, for each lead in a program. Counts spread like Poisson's, or as far as the months
 * differed from each other if that is more.
 * @param leads those in a program now
 */
export function expectedOf(months: readonly PastMonth[], leads: number): Expected {
  const sum = (of: (month: PastMonth) => number): number => months.reduce((total, month) => total + of(month), 0);
  const known = sum((month) => month.leads);
  if (known === 0) return { expected: 0, interval: { from: 0, to: 0 } };
  const rate = sum(({ count }) => count) / known;
  const expected = rate * leads;
  const chi = sum((month) =>
    month.leads === 0 || rate === 0 ? 0 : (month.count - rate * month.leads) ** 2 / (rate * month.leads),
  );
  const dispersion = Math.max(1, months.length > 1 ? chi / (months.length - 1) : 1);
  // The rate is uncertain, too: it comes from `known` lead-months.
  const half = Z * Math.sqrt(expected * dispersion * (1 + leads / known));
  return { expected, interval: { from: Math.max(0, Math.floor(expected - half)), to: Math.ceil(expected + half) } };
}
