import type { Instant } from '../time/clock.ts';
import type { CadencePolicy } from './cadence-policy.ts';
import { HOUR, DAY } from '../time/duration.ts';
import { dayAt, instantAt, localTime, type LocalDay } from '../time/local-time.ts';
import { openSpans, type Hours } from '../time/open-time.ts';
import { sameHours } from '../time/week-hours.ts';
import { addWorking, nextOpening } from '../time/working-calendar.ts';
import type { WorkingCalendar } from '../time/working-calendar.ts';

/** When to try again to reach a lead, and when to give up. */
export interface NextAttempt {
  readonly at: Instant;
  readonly giveUpAt: Instant;
}

/** Where a lead is called: in which zone, and within which hours; without hours, whenever the rep works. */
export interface CalledAt {
  readonly zone: string;
  readonly within?: Hours;
}

/** For as long we look ahead for an hour at which both a rep and a lead can be called. */
const LOOK_AHEAD = 14 * DAY;

/** The zone and the hours of a lead for calls of a rep. If the rep never works at these hours, the rep's hours decide alone. */
export function calledAt(
  { leadHours: { days, from, to } }: CadencePolicy,
  calendar: WorkingCalendar,
  zone: string,
  at: Instant,
): CalledAt {
  const within = { zone, hours: sameHours(days, from, to) };
  for (const _ of openSpans({ ...calendar, absences: [], within }, at, at + LOOK_AHEAD)) return { zone, within };
  return { zone };
}

/** When the time for all attempts ends that begins at an instant. */
export const giveUpAfter = ({ within }: CadencePolicy, calendar: WorkingCalendar, from: Instant): Instant =>
  addWorking(calendar, from, within);

/**
 * The next attempt to call after `attempts` failed ones: on the next working day, in the other part of the lead's day, because a lead
 * who is never at the desk before noon may be there after it. Undefined if no attempts are left.
 */
export function nextAttempt(
  { most, secondPartAt }: CadencePolicy,
  calendar: WorkingCalendar,
  lead: CalledAt,
  { latest, attempts, giveUpAt }: { latest: Instant; attempts: number; giveUpAt: Instant },
): NextAttempt | undefined {
  if (attempts >= most) return undefined;
  const { zone } = lead;
  const hours = { ...calendar, within: lead.within };
  const day = dayAt(zone, nextWorkingDay(calendar, latest));
  const opening = (hour: number): Instant => nextOpening(hours, instantAt(zone, day * DAY + hour * HOUR));
  const wanted = opening(localTime(zone, latest).hour < secondPartAt ? secondPartAt : 0);
  // A rep in another zone may never work in the other part of the lead's day.
  const at = isOn(zone, day, wanted) ? wanted : opening(0);
  return at < giveUpAt ? { at, giveUpAt } : undefined;
}

/** One working day later or, after the last closing of a day, the next opening: a call after hours loses no day. */
function nextWorkingDay(calendar: WorkingCalendar, at: Instant): Instant {
  const opening = nextOpening(calendar, at);
  return isOn(calendar.zone, dayAt(calendar.zone, at), opening) ? addWorking(calendar, at, '1 working day') : opening;
}

const isOn = (zone: string, day: LocalDay, at: Instant): boolean => dayAt(zone, at) === day;
