import type { Instant } from './clock.ts';
import { DAY } from './duration.ts';
import { dateOf, dayAt, instantAt, weekdayOf, type LocalDay } from './local-time.ts';
import { openOn } from './open-time.ts';
import { isWithin } from './span.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** A day on which somebody works. */
export interface WorkingDay {
  readonly day: LocalDay;
  /** When they begin. */
  readonly from: Instant;
}

/** The day on which they work now; undefined outside working time. A night shift belongs to the day on which it begins. */
export function workingDayAt(calendar: WorkingCalendar, at: Instant): WorkingDay | undefined {
  const today = dayAt(calendar.zone, at);
  for (const day of [today - 1, today]) {
    const spans = openOn(calendar, day);
    if (spans.some((span) => isWithin(at, span))) return { day, from: spans[0]!.from };
  }
  return undefined;
}

/** The Monday of a day's week. */
export const mondayOf = (day: LocalDay): LocalDay => day - weekdayOf(day) + 1;

/** The first instant of a local day. */
export const beginningOf = (zone: string, day: LocalDay): Instant => instantAt(zone, day * DAY);

/** How often a report comes, with what names its period: a rep gets one report of a kind in each. */
export const rhythms = {
  day: (day: LocalDay): string => dateOf(day),
  week: (day: LocalDay): string => dateOf(mondayOf(day)),
} as const;

export type Rhythm = keyof typeof rhythms;
