import { DomainError } from '../text/domain-error.ts';
import { isZone } from './local-time.ts';
import type { TimeOfDay, Weekday } from './local-time.ts';
import type { Hours } from './open-time.ts';
import { readShifts, readWeek, sameHours, weekOf } from './week-hours.ts';
import type { HoursFault } from './week-hours.ts';
import { zoneNamed } from './zone.ts';

/** The older form of a calendar: the same hours on some days of the week. */
interface SameHours {
  readonly days: readonly Weekday[];
  readonly opens: TimeOfDay;
  readonly closes: TimeOfDay;
}

/** A team's calendar as it is saved. */
export type SavedCalendar = Omit<Hours, 'absences'>;

/** A calendar as people write it, in either form. */
export type WrittenCalendar = Omit<SavedCalendar, 'hours'> & (Pick<Hours, 'hours'> | SameHours);

/** A rep's calendar: what differs from the team's. */
export type OwnCalendar = Partial<SavedCalendar>;

/** Converts a written calendar to the form in which it is saved. */
export function asSaved(written: WrittenCalendar): SavedCalendar {
  if (!('days' in written)) return written;
  const { days, opens, closes, ...rest } = written;
  return { ...rest, hours: sameHours(days, opens, closes) };
}

/** Every fault in a calendar. */
export function faultsOf({ zone, hours, holidays = [], dates = {} }: OwnCalendar): readonly HoursFault[] {
  const faults: HoursFault[] = [];
  const under =
    (...path: (string | number)[]) =>
    (fault: HoursFault) =>
      void faults.push({ ...fault, path: [...path, ...fault.path] });
  if (zone !== undefined && zoneNamed(zone) === undefined)
    faults.push({ path: ['zone'], says: `expected an IANA time zone, such as Europe/Berlin, got "${zone}"` });
  const week = hours && readWeek(hours, under('hours'));
  if (week && faults.length === 0 && [...week.values()].every((shifts) => shifts.length === 0))
    faults.push({ path: ['hours'], says: 'no day of the week is ever open' });
  for (const [n, date] of holidays.entries()) if (!isDate(date)) faults.push({ path: ['holidays', n], says: notADate(date) });
  for (const [date, shifts] of Object.entries(dates)) {
    if (!isDate(date)) faults.push({ path: ['dates', date], says: notADate(date) });
    readShifts(shifts, under('dates', date));
  }
  return faults;
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
const notADate = (text: string): string => `expected a date such as 2026-12-24, got "${text}"`;

/** Reads a saved calendar; undefined if the row is broken. */
export function readCalendar(saved: OwnCalendar | undefined): Hours | undefined {
  try {
    const calendar = saved as SavedCalendar;
    return weekOf(calendar.hours).size > 0 && isZone(calendar.zone) && faultsOf(calendar).length === 0 ? calendar : undefined;
  } catch {
    return undefined;
  }
}

/** @throws DomainError INVALID_HOURS with the first fault of the calendar */
export function mustWork<C extends OwnCalendar>(calendar: C): C {
  const [fault] = faultsOf(calendar);
  if (fault) throw new DomainError('INVALID_HOURS', calendar, `${fault.path.join('.')}: ${fault.says}`);
  return calendar;
}
