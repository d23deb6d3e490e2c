import { DomainError } from '../text/domain-error.ts';
import { own } from '../text/own.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;
export const YEAR = 365 * DAY;

type Unit = 'minute' | 'minutes' | 'hour' | 'hours' | 'day' | 'days' | 'week' | 'weeks';
type WorkingUnit = Exclude<Unit, 'week' | 'weeks'>;
type WorkingTerm = `${bigint} working ${WorkingUnit}`;

/** Text that begins with a digit other than 0: with a whole number, it is neither zero nor negative. */
type Positive = `${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}${string}`;
/** Text that begins with a digit: a whole number is then not negative. */
type NotNegative = Positive | `0${string}`;

/** Time that passes day and night: `'10 days'`, `'4 hours'`. Whole numbers from 1 on. */
export type CalendarDuration = `${bigint} ${Unit}` & Positive;

/** Time that passes only during working hours: `'4 working hours'`, `'1 working day 10 working hours'`. Whole numbers from 0 on. */
export type WorkingDuration = (WorkingTerm | `${WorkingTerm} ${WorkingTerm}`) & NotNegative;

/** Working days keep the time of day; the rest is counted in open time. */
export interface WorkingAmount {
  readonly days: number;
  readonly milliseconds: number;
}

const unitLength = { minute: MINUTE, hour: HOUR, day: DAY, week: WEEK } as const;

const lengthOf = (unit = ''): number => own(unitLength, unit) ?? Number.NaN;

const calendarPattern = /^(\d+) (minute|hour|day|week)s?$/;
const workingPattern = /^\d+ working (?:minute|hour|day)s?(?: \d+ working (?:minute|hour|day)s?)?$/;
const workingTerms = /(\d+) working (minute|hour|day)/g;

/**
 * The milliseconds in a calendar duration; a day is 24 hours.
 * @throws DomainError INVALID_DURATION for anything but "<whole number> <unit>"
 */
export function milliseconds(duration: CalendarDuration): number {
  const [, count, unit] = calendarPattern.exec(duration) ?? [];
  if (!count || !unit) throw new DomainError('INVALID_DURATION', duration, "expected a duration such as '10 days' or '4 hours'");
  return Number(count) * lengthOf(unit);
}

/**
 * A duration of a number of days that is computed, or comes from a setting.
 * @throws DomainError INVALID_DURATION when the number is not whole, or below 1
 * @example await lead.pause(days(lead.isSenior ? 14 : 7));
 */
export function days(count: number): CalendarDuration {
  if (Number.isSafeInteger(count) && count > 0) return `${count} days` as CalendarDuration;
  throw new DomainError('INVALID_DURATION', count, 'expected a whole number of days from 1 on');
}

/**
 * A working duration as days and open time; only a calendar gives a working day its length.
 * @throws DomainError INVALID_DURATION for anything but one or two terms of "<whole number> working <unit>"
 */
export function workingAmount(duration: WorkingDuration): WorkingAmount {
  if (!workingPattern.test(duration))
    throw new DomainError('INVALID_DURATION', duration, "expected working time such as '4 working hours' or '2 working days'");
  let days = 0;
  let open = 0;
  for (const [, count, unit] of duration.matchAll(workingTerms)) {
    if (unit === 'day') days += Number(count);
    else open += Number(count) * lengthOf(unit);
  }
  return { days, milliseconds: open };
}

/**
 * A working duration of numbers that are not known when the code is written.
 * @throws DomainError INVALID_DURATION when one is not whole, or negative
 */
export function working({ days = 0, minutes = 0 }: { days?: number; minutes?: number }): WorkingDuration {
  for (const count of [days, minutes])
    if (!Number.isSafeInteger(count) || count < 0)
      throw new DomainError('INVALID_DURATION', count, 'expected a whole number of working days or minutes from 0 on');
  return `${days} working days ${minutes} working minutes` as WorkingDuration;
}

/** Whether a text from outside is a working duration. */
export const isWorkingDuration = (text: string): text is WorkingDuration => workingPattern.test(text);

/** Whether a text from outside is a calendar duration. */
export const isCalendarDuration = (text: string): text is CalendarDuration => calendarPattern.test(text);
