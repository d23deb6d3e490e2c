import type { Instant } from '../time/clock.ts';
import { milliseconds, WEEK } from '../time/duration.ts';
import type { SendingPolicy } from './sending-policy.ts';

/** Leads may ask for half the pace again and again; this factor is the slowest. */
export const SLOWEST = 8;

/** How far back messages matter for the next one, in milliseconds. */
export const COUNTED = SLOWEST * WEEK;

/**
 * The first instant, from `at` on, at which one more email respects the gap and the cap of any seven days.
 * @param sent when emails went out, in any order
 * @param slower the factor by which the lead asked to slow down
 */
export function nextAllowed(
  { gap, mostPerWeek }: Pick<SendingPolicy, 'gap' | 'mostPerWeek'>,
  sent: readonly Instant[],
  at: Instant,
  slower = 1,
): Instant {
  const latestFirst = sent.toSorted((a, b) => b - a);
  const [latest] = latestFirst;
  // A full week opens again when the earliest of its emails is seven days old.
  const earliestOfFullWeek = latestFirst[mostPerWeek - 1];
  return Math.max(
    at,
    latest === undefined ? at : latest + milliseconds(gap) * slower,
    earliestOfFullWeek === undefined ? at : earliestOfFullWeek + WEEK * slower,
  );
}
