import { Temporal } from 'temporal-polyfill';
import type { Instant } from './clock.ts';
import { DomainError } from './domain-error.ts';
import { subtract } from './span.ts';
import type { Span } from './span.ts';

/** Monday is 1, Sunday is 7, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5] as const satisfies readonly Weekday[];

/** `'09:30'`; `'24:00'` is the midnight at the end of the day. */
export type TimeOfDay = `${number}:${number}`;

/** Open time that returns: the same hours on some days of the week, in one time zone. Plain data. */
export interface Hours {
  /** IANA name, such as Europe/Berlin. */
  readonly zone: string;
  readonly days: readonly Weekday[];
  readonly opens: TimeOfDay;
  readonly closes: TimeOfDay;
  /** Local dates, such as 2026-12-25. */
  readonly holidays: readonly string[];
  /** Stretches of time in which nothing is open. */
  readonly absences?: readonly Span[];
}

/** After so many closed days in a row, hours count as never open. */
const CLOSED_DAYS_AT_MOST = 732;

/** The local wall time at an instant. @throws DomainError INVALID_INSTANT, INVALID_ZONE */
export const localTime = (zone: string, at: Instant): Temporal.ZonedDateTime => {
  if (!Number.isSafeInteger(at)) throw new DomainError('INVALID_INSTANT', at, 'expected whole milliseconds since the epoch');
  try {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  } catch {
    throw new DomainError('INVALID_ZONE', zone, 'expected an IANA time zone such as Europe/Berlin');
  }
};

/** Whether a text names a time zone. */
export const isZone = (zone: string): boolean => {
  try {
    localTime(zone, 0);
    return true;
  } catch {
    return false;
  }
};

const timePattern = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/**
 * The instant of a local time. One that the clocks skip is taken as much later as they jump; of one that comes twice,
 * the first. @throws DomainError INVALID_TIME_OF_DAY
 */
export const instantOf = (zone: string, date: Temporal.PlainDate, time: TimeOfDay): Instant => {
  const match = timePattern.exec(time);
  if (!match) throw new DomainError('INVALID_TIME_OF_DAY', time, 'expected a time of day such as 09:30');
  const [, hour, minute] = match;
  const local = hour
    ? date.toPlainDateTime({ hour: Number(hour), minute: Number(minute) })
    : date.add({ days: 1 }).toPlainDateTime();
  return local.toZonedDateTime(zone).epochMilliseconds;
};

/** The open stretches of one local day. */
export const openOn = (hours: Hours, date: Temporal.PlainDate): readonly Span[] => {
  const open = (hours.days as readonly number[]).includes(date.dayOfWeek) && !hours.holidays.includes(date.toString());
  if (!open) return [];
  const span = { from: instantOf(hours.zone, date, hours.opens), to: instantOf(hours.zone, date, hours.closes) };
  return span.from < span.to ? subtract([span], hours.absences ?? []) : [];
};

/**
 * The open time from an instant on, in order, without end unless `until` is given.
 * @throws DomainError NEVER_OPEN when two years pass without any
 */
export function* openSpans(hours: Hours, from: Instant, until = Infinity): Generator<Span> {
  let date = localTime(hours.zone, from).toPlainDate();
  for (let closedDays = 0; closedDays < CLOSED_DAYS_AT_MOST; closedDays++, date = date.add({ days: 1 })) {
    if (instantOf(hours.zone, date, '00:00') >= until) return;
    for (const span of openOn(hours, date)) {
      if (span.to <= from) continue;
      closedDays = 0;
      yield { from: Math.max(span.from, from), to: span.to };
    }
  }
  if (until === Infinity) throw new DomainError('NEVER_OPEN', hours, 'expected hours that are open on some day');
}
