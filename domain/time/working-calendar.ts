import type { Instant } from './clock.ts';
import { DomainError } from '../text/domain-error.ts';
import { workingAmount, DAY } from './duration.ts';
import type { WorkingDuration } from './duration.ts';
import { dayAt, instantAt, wallTimeAt } from './local-time.ts';
import { nextOpenDay, openOn, openSpans } from './open-time.ts';
import type { Hours, OpenSpan } from './open-time.ts';
import { isWithin } from './span.ts';
import type { Span } from './span.ts';

/** When a team or a rep works: hours, holidays, absences. Plain data. */
export type WorkingCalendar = Hours;

/** Whether an instant is working time: the opening included, the closing not. */
export function isWorking(calendar: WorkingCalendar, at: Instant): boolean {
  const today = dayAt(calendar.zone, at);
  return [today - 1, today].some((day) => openOn(calendar, day).some((span) => isWithin(at, span)));
}

/** The instant itself if it is working time, otherwise the next opening. @throws DomainError NEVER_OPEN */
export const nextOpening = (calendar: WorkingCalendar, at: Instant): Instant => nextOpenSpan(calendar, at).from;

function nextOpenSpan(calendar: WorkingCalendar, at: Instant): OpenSpan {
  for (const span of openSpans(calendar, at)) return span;
  throw neverOpen(calendar);
}

/**
 * The instant that is a working duration after `from`; always in working time.
 * It adds days first: each leads to the same time of day on the next working day (a night shift belongs to the day on which it
 * begins). Then it adds hours and minutes of working time.
 * (If a zone changes its clocks during working hours, two starts in the changed hour may end in reverse order.)
 */
export function addWorking(calendar: WorkingCalendar, from: Instant, duration: WorkingDuration): Instant {
  const { days, milliseconds } = workingAmount(duration);
  return addWorkingTime(calendar, addWorkingDays(calendar, from, days), milliseconds);
}

/** The working time from `from` to `to`, in milliseconds; 0 if `to` is not later. */
export function workingBetween(calendar: WorkingCalendar, from: Instant, to: Instant): number {
  let sum = 0;
  for (const span of openSpans(calendar, from, to)) sum += Math.max(0, Math.min(span.to, to) - span.from);
  return sum;
}

/** The calendar with more absences, such as a rep's in the team's calendar. */
export const withAbsences = (calendar: WorkingCalendar, absences: readonly Span[]): WorkingCalendar => ({
  ...calendar,
  absences: [...(calendar.absences ?? []), ...absences],
});

function addWorkingDays(calendar: WorkingCalendar, from: Instant, days: number): Instant {
  const { day: start, from: opening } = nextOpenSpan(calendar, from);
  if (days === 0) return opening;
  let day = start;
  for (let n = 0; n < days; n++) day = nextOpenDay(calendar, day);
  const { zone } = calendar;
  return nextOpening(calendar, instantAt(zone, wallTimeAt(zone, opening) + (day - start) * DAY));
}

/** The instant that is some milliseconds of working time after `from`; always in working time. @throws DomainError NEVER_OPEN */
export function addWorkingTime(calendar: WorkingCalendar, from: Instant, milliseconds: number): Instant {
  let left = milliseconds;
  for (const span of openSpans(calendar, from)) {
    if (left < span.to - span.from) return span.from + left;
    left -= span.to - span.from;
  }
  throw neverOpen(calendar);
}

const neverOpen = (calendar: WorkingCalendar) =>
  new DomainError('NEVER_OPEN', calendar, 'expected hours that are open on some day');
