import { Temporal } from 'temporal-polyfill';
import type { Instant } from './clock.ts';
import { DomainError } from '../text/domain-error.ts';
import { DAY, HOUR } from './duration.ts';
import { remember } from '../text/remember.ts';

/** Monday is 1, Sunday is 7, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** `'09:30'`; `'24:00'` is the midnight at the end of the day. */
export type TimeOfDay = `${number}:${number}`;

/** What a local clock shows, as milliseconds since it showed the first midnight of 1970. */
export type WallTime = number;

/** A local date, as the number of days since 1970-01-01. */
export type LocalDay = number;

/** The local wall time at an instant. @throws DomainError INVALID_INSTANT, INVALID_ZONE */
export function localTime(zone: string, at: Instant): Temporal.ZonedDateTime {
  mustBeInstant(at);
  try {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  } catch {
    throw new DomainError('INVALID_ZONE', zone, 'expected an IANA time zone such as Europe/Berlin');
  }
}

function mustBeInstant(at: Instant): void {
  if (!Number.isSafeInteger(at)) throw new DomainError('INVALID_INSTANT', at, 'expected whole milliseconds since the epoch');
}

/** Whether a text names a time zone. */
export function isZone(zone: string): boolean {
  try {
    localTime(zone, 0);
    return true;
  } catch {
    return false;
  }
}

/** What the clocks of a zone show at an instant. @throws DomainError INVALID_INSTANT, INVALID_ZONE */
export function wallTimeAt(zone: string, at: Instant): WallTime {
  mustBeInstant(at);
  return at + (offsetIn(zone, at) ?? offsetAt(zone, at));
}

const offsetAt = (zone: string, at: Instant): number => localTime(zone, at).offsetNanoseconds / 1e6;

/** The offset of a zone in an hour in which it does not change; undefined in any other. Asking the time zone database takes much longer. */
const offsets = remember((zone) =>
  remember((hour) => {
    const [first, last] = [offsetAt(zone, Number(hour) * HOUR), offsetAt(zone, (Number(hour) + 1) * HOUR)];
    return first === last ? first : undefined;
  }),
);
const offsetIn = (zone: string, at: Instant): number | undefined => offsets(zone)(String(Math.floor(at / HOUR)));

/** The local day of an instant. @throws DomainError INVALID_INSTANT, INVALID_ZONE */
export const dayAt = (zone: string, at: Instant): LocalDay => Math.floor(wallTimeAt(zone, at) / DAY);

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (day: LocalDay): Weekday => (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;

/** The date of a local day, such as 2026-12-24. */
export const dateOf = (day: LocalDay): string => new Date(day * DAY).toISOString().slice(0, 10);

/**
 * The instant at which the clocks of a zone show a wall time. If they skip it, the time is as much later as they jump; if they show
 * it twice, the first time counts.
 */
export function instantAt(zone: string, wall: WallTime): Instant {
  const day = Math.floor(wall / DAY);
  const midnight = midnightOf(zone, day);
  // Asking the time zone database takes much longer than an addition.
  const clocksChange = midnightOf(zone, day + 1) - midnight !== DAY;
  return clocksChange ? slowInstantAt(zone, wall) : midnight + wall - day * DAY;
}

const slowInstantAt = (zone: string, wall: WallTime): Instant =>
  Temporal.PlainDateTime.from(new Date(wall).toISOString().slice(0, -1)).toZonedDateTime(zone).epochMilliseconds;

const midnights = remember((zone) => remember((day) => slowInstantAt(zone, Number(day) * DAY)));
const midnightOf = (zone: string, day: LocalDay): Instant => midnights(zone)(String(day));

const timePattern = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** The milliseconds from midnight to a time of day, as the clock shows it. @throws DomainError INVALID_TIME_OF_DAY */
export function sinceMidnight(time: TimeOfDay): number {
  const match = timePattern.exec(time);
  if (!match) throw new DomainError('INVALID_TIME_OF_DAY', time, 'expected a time of day such as 09:30');
  const [, hour = 24, minute = 0] = match;
  return (Number(hour) * 60 + Number(minute)) * 60_000;
}
