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

/** Whether somebody works at an instant: opening included, closing not. */
export const isWorking = (calendar: WorkingCalendar, at: Instant): boolean => {
  const today = dayAt(calendar.zone, at);
  return [today - 1, today].some((day) => openOn(calendar, day).some((span) => isWithin(at, span)));
};

/** The instant itself when it is working time, else the next opening. @throws DomainError NEVER_OPEN */
export const nextOpening = (calendar: WorkingCalendar, at: Instant): Instant => nextOpenSpan(calendar, at).from;

const nextOpenSpan = (calendar: WorkingCalendar, at: Instant): OpenSpan => {
  for (const span of openSpans(calendar, at)) return span;
  throw neverOpen(calendar);
};

/**
 * The instant that lies a working duration after `from`; always in working time.
 * Days first: each goes to the same time of the shifts of the next day on which people work (those of a night shift belong to
 * the day on which it begins); then hours and minutes, counted in working time.
 * (In a zone that changes its clocks during working hours, two starts in the changed hour may lead to days in the other order.)
 */
export const addWorking = (calendar: WorkingCalendar, from: Instant, duration: WorkingDuration): Instant => {
  const { days, milliseconds } = workingAmount(duration);
  return addWorkingTime(calendar, addWorkingDays(calendar, from, days), milliseconds);
};

/** The working time from `from` to `to`, in milliseconds; none when `to` is not later. */
export const workingBetween = (calendar: WorkingCalendar, from: Instant, to: Instant): number => {
  let sum = 0;
  for (const span of openSpans(calendar, from, to)) sum += Math.max(0, Math.min(span.to, to) - span.from);
  return sum;
};

/** The calendar with further absences: of a rep in a team's calendar, or the pauses of a clock. */
export const withAbsences = (calendar: WorkingCalendar, absences: readonly Span[]): WorkingCalendar => ({
  ...calendar,
  absences: [...(calendar.absences ?? []), ...absences],
});

const addWorkingDays = (calendar: WorkingCalendar, from: Instant, days: number): Instant => {
  const { day: start, from: opening } = nextOpenSpan(calendar, from);
  if (days === 0) return opening;
  let day = start;
  for (let n = 0; n < days; n++) day = nextOpenDay(calendar, day);
  const { zone } = calendar;
  return nextOpening(calendar, instantAt(zone, wallTimeAt(zone, opening) + (day - start) * DAY));
};

/** The instant that lies some milliseconds of working time after `from`; always in working time. @throws DomainError NEVER_OPEN */
export const addWorkingTime = (calendar: WorkingCalendar, from: Instant, milliseconds: number): Instant => {
  let left = milliseconds;
  for (const span of openSpans(calendar, from)) {
    if (left < span.to - span.from) return span.from + left;
    left -= span.to - span.from;
  }
  throw neverOpen(calendar);
};

const neverOpen = (calendar: WorkingCalendar) =>
  new DomainError('NEVER_OPEN', calendar, 'expected hours that are open on some day');
