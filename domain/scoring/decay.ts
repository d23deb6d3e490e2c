import type { Instant } from '../time/clock.ts';

/** An amount that halves every half-life: what it was at an instant. */
export interface Decaying {
  readonly value: number;
  readonly at: Instant;
}

/** What is left of an amount at an instant; before the amount's own instant, what it would have been. */
export const decayed = (amount: Decaying, at: Instant, halfLife: number): number =>
  amount.value * 2 ** ((amount.at - at) / halfLife);

/**
 * Adds points that were earned at `at`, in constant time. Points that arrive late count with what is left of them, so the order of
 * arrival does not matter.
 */
export function addDecaying(amount: Decaying | undefined, points: number, at: Instant, halfLife: number): Decaying {
  if (!amount) return { value: points, at };
  const latest = Math.max(amount.at, at);
  return { value: decayed(amount, latest, halfLife) + decayed({ value: points, at }, latest, halfLife), at: latest };
}
