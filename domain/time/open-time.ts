import type { Instant } from './clock.ts';
import { DomainError } from '../text/domain-error.ts';
import { DAY } from './duration.ts';
import { dateOf, dayAt, instantAt, weekdayOf } from './local-time.ts';
import type { LocalDay } from './local-time.ts';
import { subtract } from './span.ts';
import type { Span } from './span.ts';
import { shiftsOf, weekOf } from './week-hours.ts';
import type { Shift, WeekHours } from './week-hours.ts';

/** Recurring open time: weekly hours in one time zone, with exceptions. Plain data. */
export interface Hours {
  /** IANA name, such as Europe/Berlin. */
  readonly zone: string;
  readonly hours: WeekHours;
  /** Local dates, such as 2026-12-25, on which no shift begins. */
  readonly holidays?: readonly string[];
  /** Local dates with their own hours, even if they are holidays: `{ '2026-12-24': ['09:00-12:00'] }`. */
  readonly dates?: Readonly<Record<string, readonly Shift[]>>;
  /** Spans of time in which nothing is open. */
  readonly absences?: readonly Span[];
  /** Open only while these hours are open, too: a rep's hours within those of a lead. */
  readonly within?: Hours;
}

/** A span of open time. It belongs to the day on which its shift begins, also after midnight. */
export interface OpenSpan extends Span {
  readonly day: LocalDay;
}

/** After more closed days in a row, hours count as never open. */
const CLOSED_DAYS_AT_MOST = 732;

function shiftsOn({ hours, holidays = [], dates = {} }: Hours, day: LocalDay) {
  const date = dateOf(day);
  if (Object.hasOwn(dates, date)) return shiftsOf(dates[date]!);
  return holidays.includes(date) ? [] : (weekOf(hours).get(weekdayOf(day)) ?? []);
}

/** The open spans of the shifts that begin on a local day; a night shift ends on the next day. @throws DomainError INVALID_HOURS */
export function openOn(hours: Hours, day: LocalDay): readonly OpenSpan[] {
  const at = (time: number): Instant => instantAt(hours.zone, day * DAY + time);
  const shifts = shiftsOn(hours, day)
    .map(({ from, to }) => ({ from: at(from), to: at(to) }))
    .filter(({ from, to }) => from < to);
  return subtract(shifts, hours.absences ?? [])
    .flatMap((span) => (hours.within ? meeting(span, hours.within) : [span]))
    .map((span) => ({ ...span, day }));
}

/** The parts of a span in which some hours are open. */
const meeting = (span: Span, hours: Hours): Span[] =>
  [...openSpans(hours, span.from, span.to)]
    .map(({ from, to }) => ({ from, to: Math.min(to, span.to) }))
    .filter(({ from, to }) => from < to);

/**
 * The open spans from an instant on, in order and without overlaps; endless unless `until` is given.
 * @throws DomainError NEVER_OPEN if two years pass without open time; INVALID_HOURS, INVALID_ZONE
 */
export function* openSpans(hours: Hours, from: Instant, until = Infinity): Generator<OpenSpan> {
  // A shift of the day before may reach into this one and, where clocks change, a shift may reach into the next.
  let day = dayAt(hours.zone, from) - 1;
  let passed = from;
  for (let closedDays = 0; closedDays < CLOSED_DAYS_AT_MOST; closedDays++, day++) {
    if (instantAt(hours.zone, day * DAY) >= until) return;
    for (const span of openOn(hours, day)) {
      if (span.to <= passed) continue;
      closedDays = 0;
      yield { ...span, from: Math.max(span.from, passed) };
      passed = span.to;
    }
  }
  if (until === Infinity) throw new DomainError('NEVER_OPEN', hours, 'expected hours that are open on some day');
}

/** The result of a calculation; undefined if its hours are never open. */
export function unlessNeverOpen<T>(calculate: () => T): T | undefined {
  try {
    return calculate();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'NEVER_OPEN') return undefined;
    throw error;
  }
}

/** The next day after `after` with open time. @throws DomainError NEVER_OPEN */
export function nextOpenDay(hours: Hours, after: LocalDay): LocalDay {
  for (let day = after + 1; day <= after + CLOSED_DAYS_AT_MOST; day++) if (openOn(hours, day).length > 0) return day;
  throw new DomainError('NEVER_OPEN', hours, 'expected hours that are open on some day');
}
