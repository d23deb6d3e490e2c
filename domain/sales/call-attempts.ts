import type { Instant } from '../time/clock.ts';
import type { CadencePolicy } from './cadence-policy.ts';
import { HOUR, DAY } from '../time/duration.ts';
import { dayAt, instantAt, localTime } from '../time/local-time.ts';
import { addWorking, nextOpening } from '../time/working-calendar.ts';
import type { WorkingCalendar } from '../time/working-calendar.ts';

/** When to try again to reach a lead, and when to give up. */
export interface NextAttempt {
  readonly at: Instant;
  readonly giveUpAt: Instant;
}

/**
 * The next attempt to call after `attempts` failed ones: on the next working day, in the other half of the day, because a lead who
 * is never at the desk before noon may be there after it. Undefined if no attempts are left.
 */
export function nextAttempt(
  { most, within }: CadencePolicy,
  calendar: WorkingCalendar,
  { first, latest, attempts }: { first: Instant; latest: Instant; attempts: number },
): NextAttempt | undefined {
  if (attempts >= most) return undefined;
  const giveUpAt = addWorking(calendar, first, within);
  const { zone } = calendar;
  const midnight = dayAt(zone, addWorking(calendar, latest, '1 working day')) * DAY;
  const afternoonIsNext = localTime(zone, latest).hour < 12;
  const at = nextOpening(calendar, instantAt(zone, midnight + (afternoonIsNext ? 13 * HOUR : 0)));
  return at < giveUpAt ? { at, giveUpAt } : undefined;
}
