import type { Span } from '../time/span.ts';

/**
 * How much of an amount falls into each part of a time, if it comes in evenly.
 * @param over the time in which it comes in
 * @param parts of the time, in order, each beginning where the one before it ends
 * @returns whole numbers, which add up to the amount if the parts cover the time
 * @example spreadEvenly(10, { from: 0, to: 4 }, [{ from: 0, to: 1 }, { from: 1, to: 8 }]); // [3, 7]
 */
export function spreadEvenly(amount: number, over: Span, parts: readonly Span[]): number[] {
  const until = (at: number): number => {
    const share = (at - over.from) / (over.to - over.from);
    return Math.round(amount * Math.min(1, Math.max(0, share)));
  };
  return parts.map(({ from, to }) => until(to) - until(from));
}
