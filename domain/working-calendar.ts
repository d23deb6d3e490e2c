import type { Temporal } from 'temporal-polyfill';
import type { Instant } from './clock.ts';
import { DomainError } from './domain-error.ts';
import { workingAmount } from './duration.ts';
import type { WorkingDuration } from './duration.ts';
import { localTime, openOn, openSpans } from './local-time.ts';
import type { Hours } from './local-time.ts';
import { isWithin } from './span.ts';
import type { Span } from './span.ts';

/** When a team or a rep works: hours, holidays, absences. Plain data. */
export type WorkingCalendar = Hours;

/** Whether somebody works at an instant: opening included, closing not. */
export const isWorking = (calendar: WorkingCalendar, at: Instant): boolean =>
  openOn(calendar, localTime(calendar.zone, at).toPlainDate()).some((span) => isWithin(at, span));

/** The instant itself when it is working time, else the next opening. @throws DomainError NEVER_OPEN */
export const nextOpening = (calendar: WorkingCalendar, at: Instant): Instant => {
  for (const { from } of openSpans(calendar, at)) return from;
  throw new DomainError('NEVER_OPEN', calendar, 'expected hours that are open on some day');
};

/**
 * The instant that lies a working duration after `from`; always in working time.
 * Days first: each goes to the same time on the next day with working time; then hours and minutes, counted in working time.
 * (In a zone that changes its clocks during working hours, two starts in the changed hour may lead to days in the other order.)
 */
export const addWorking = (calendar: WorkingCalendar, from: Instant, duration: WorkingDuration): Instant => {
  const { days, milliseconds } = workingAmount(duration);
  return addOpenTime(calendar, addWorkingDays(calendar, nextOpening(calendar, from), days), milliseconds);
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
  if (days === 0) return from;
  const start = localTime(calendar.zone, from);
  let date = start.toPlainDate();
  for (let n = 0; n < days; n++) date = nextWorkingDate(calendar, date);
  const sameTime = date.toZonedDateTime({ timeZone: calendar.zone, plainTime: start.toPlainTime() });
  return nextOpening(calendar, sameTime.epochMilliseconds);
};

const nextWorkingDate = (calendar: WorkingCalendar, date: Temporal.PlainDate): Temporal.PlainDate => {
  const tomorrow = date.add({ days: 1 }).toZonedDateTime(calendar.zone).epochMilliseconds;
  return localTime(calendar.zone, nextOpening(calendar, tomorrow)).toPlainDate();
};

const addOpenTime = (calendar: WorkingCalendar, from: Instant, milliseconds: number): Instant => {
  let left = milliseconds;
  for (const span of openSpans(calendar, from)) {
    if (left < span.to - span.from) return span.from + left;
    left -= span.to - span.from;
  }
  throw new DomainError('NEVER_OPEN', calendar, 'expected hours that are open on some day');
};
