import type { Instant } from './clock.ts';
import { DAY, MINUTE } from './duration.ts';
import { stickyFraction } from '../text/hash.ts';
import { dayAt, instantAt, localTime, sinceMidnight } from './local-time.ts';
import type { TimeOfDay, Weekday } from './local-time.ts';
import { DomainError } from '../text/domain-error.ts';
import { openSpans } from './open-time.ts';
import { subtract } from './span.ts';
import type { Span } from './span.ts';
import { sameHours } from './week-hours.ts';

/** Local hours in which emails go out: `from` included, `to` not. */
export interface SendWindow {
  readonly days: readonly Weekday[];
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

/** Local hours in which no email goes out, on any day; they may span midnight. */
export interface QuietHours {
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

export interface SendRequest {
  /** The lead's IANA time zone. */
  readonly zone: string;
  readonly at: Instant;
  readonly window: SendWindow;
  readonly quietHours?: QuietHours;
  /** The zones that the lead may be in, if its zone is a guess: their quiet hours apply too. */
  readonly possibleZones?: readonly string[];
  /** Local dates on which nothing goes out. */
  readonly holidays?: readonly string[];
  /** Over how many minutes the opening is spread. */
  readonly jitterMinutes: number;
  /** Decides the place in the spread: the same text has the same place. */
  readonly seed: string;
}

/**
 * The first instant, from `at` on, at which an email may go out. Each span of the window opens at a different minute for each seed,
 * so that not every email goes out in the first one; a call with the answer as `at` gives the same answer.
 * If the zone is a guess, an email waits for an hour of the window that is quiet in none of the possible zones. If the country is
 * too wide to have such an hour, only the quiet hours of the guess apply.
 * @throws DomainError NEVER_OPEN when quiet hours cover the whole window
 */
export function nextSendInstant(request: SendRequest): Instant {
  const { zone, at, window, seed } = request;
  const place = stickyFraction(seed);
  const hours = { zone, hours: sameHours(window.days, window.from, window.to), holidays: request.holidays ?? [] };
  const today = instantAt(zone, dayAt(zone, at) * DAY);
  let tries = 0;
  for (const span of openSpans(hours, today)) {
    for (const open of openIn(request, span)) {
      const opens = open.from + Math.floor(place * Math.min(request.jitterMinutes * MINUTE, open.to - open.from));
      if (at < open.to) return Math.max(at, opens);
    }
    if (++tries > QUIET_DAYS_AT_MOST) break;
  }
  throw new DomainError(
    'NEVER_OPEN',
    { window, quietHours: request.quietHours },
    'expected a window that quiet hours leave open',
  );
}

const QUIET_DAYS_AT_MOST = 366;

/** What quiet hours leave of an open span. */
function openIn({ zone, quietHours, possibleZones = [] }: SendRequest, span: Span): readonly Span[] {
  if (!quietHours || quietHours.from === quietHours.to) return [span];
  const open = subtract([span], quietOn(zone, quietHours, span));
  const everywhere = subtract(
    open,
    possibleZones.flatMap((other) => quietElsewhere(other, quietHours, span)),
  );
  return everywhere.length > 0 ? everywhere : open;
}

/** The quiet spans that may overlap an open one: those of its own local day, and the nights before and after. */
function quietOn(zone: string, quiet: QuietHours, span: Span): readonly Span[] {
  const midnight = dayAt(zone, span.from) * DAY;
  const from = instantAt(zone, midnight + sinceMidnight(quiet.from));
  const to = instantAt(zone, midnight + sinceMidnight(quiet.to));
  if (from < to) return [{ from, to }];
  return [
    { from: -Infinity, to },
    { from, to: Infinity },
  ];
}

/** The quiet spans of another zone that may overlap an open one, by the zone's offset then; clocks change on Sundays. */
function quietElsewhere(zone: string, quiet: QuietHours, span: Span): readonly Span[] {
  const offset = localTime(zone, span.from).offsetNanoseconds / 1e6;
  const [from, to] = [sinceMidnight(quiet.from), sinceMidnight(quiet.to)];
  const nights: Span[] = [];
  for (let midnight = Math.floor((span.from + offset) / DAY - 1) * DAY - offset; midnight < span.to; midnight += DAY)
    nights.push({ from: midnight + from, to: midnight + to + (from < to ? 0 : DAY) });
  return nights;
}
