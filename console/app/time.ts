import { withMinutes } from '../../domain/text/words.ts';
import { programTime, wallClock } from '../../domain/time/clock.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The units in which a distance is said, with the distance below which each is used. */
const units = [
  ['minute', MINUTE, HOUR],
  ['hour', HOUR, 2 * DAY],
  ['day', DAY, 60 * DAY],
  ['month', 30 * DAY, Infinity],
] as const;

const distance = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'long' });

/**
 * How far an instant is from now.
 * @example
 * inWords('2026-11-26T09:00:00Z', Date.parse('2026-11-26T08:48:00Z')); // in 12 minutes
 */
export function inWords(at: string, now: number = platformNow()): string {
  const away = Date.parse(at) - now;
  if (Math.abs(away) < MINUTE) return 'now';
  const [unit, size] = unitOf(away);
  return distance.format(Math.trunc(away / size), unit);
}

const unitOf = (away: number) => units.find(([, , below]) => Math.abs(away) < below)!;

/**
 * A stretch of time in the largest unit that fits.
 * @example
 * stretch(90 * 60_000); // 1 hour
 */
export function stretch(ms: number): string {
  const [unit, size] = unitOf(Math.max(MINUTE, ms));
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.floor(Math.max(MINUTE, ms) / size),
  );
}

const minutes = new Map<string | undefined, Intl.DateTimeFormat>();

/** An instant with its weekday, date and minute, in the zone of this browser or in another one. */
export function minute(at: string, zone?: string): string {
  let format = minutes.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: zone,
    });
    minutes.set(zone, format);
  }
  return format.format(Date.parse(at));
}

/** A sentence of the API with its instants in the zone of this browser. */
export const inMyTime = (text: string): string => withMinutes(text, (at) => minute(at));

let clock = wallClock;

/** Sets the platform's clock, which may run fast in a rehearsal. @param now the instant that it shows @param speed 1 is real time */
export function setPlatformClock(now: string, speed: number): void {
  clock = { origin: Date.parse(now), realOrigin: Date.now(), speed };
}

/** What the platform's clock shows now, in milliseconds since 1970. */
export const platformNow = (): number => programTime(clock, Date.now());

/** How long to wait before time looks different on the page, in real milliseconds. */
export const tickMs = (): number => Math.max(SECOND, Math.min(30 * SECOND, MINUTE / clock.speed));
