import type { Instant } from '../domain/time/clock.ts';

const LANGUAGE = 'en-US';

/** How emails show numbers and instants. */
export interface DateFormats {
  /** For example "Thursday, March 12 at 3:00 PM GMT+1". @throws RangeError for a time zone that doesn't exist */
  instant(at: Instant, timeZone: string): string;
  number(value: number): string;
  /** For example "March 12, 2027", from `2027-03-12`. */
  day(date: string): string;
}

/** Creates each format once: that costs more than rendering a whole email. */
export function createDateFormats(): DateFormats {
  const byZone = new Map<string, Intl.DateTimeFormat>();
  const numbers = new Intl.NumberFormat(LANGUAGE);
  const days = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'long', timeZone: 'UTC' });
  const zoned = (timeZone: string): Intl.DateTimeFormat => {
    const known = byZone.get(timeZone);
    if (known) return known;
    const format = new Intl.DateTimeFormat(LANGUAGE, {
      weekday: 'long',
      month: 'long',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
      timeZone,
    });
    byZone.set(timeZone, format);
    return format;
  };
  return {
    // Narrow no-break spaces (before AM and PM) show as boxes in some mail programs.
    instant: (at, timeZone) => zoned(timeZone).format(at).replaceAll('\u202f', ' '),
    number: (value) => numbers.format(value),
    day: (date) => days.format(Date.parse(date)),
  };
}
