import Holidays from 'date-holidays';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';

/** The local dates of a country's public holidays, for the year of an instant and the next one. */
export type HolidaysOf = (country: string | null, at: Instant) => readonly string[];

/** Public holidays by ISO 3166 code. Each country and year is computed once, which takes some 20 ms; a lookup takes no time. */
export function createHolidays(): HolidaysOf {
  const known = new Map<string, readonly string[]>();
  return (country, at) => {
    if (!country) return [];
    const year = new Date(at).getUTCFullYear();
    const key = `${country}/${year}`;
    const found = known.get(key) ?? [year, year + 1].flatMap((each) => publicHolidays(country, each));
    known.set(key, found);
    return found;
  };
}

/** Nationwide whole-day holidays (the day of a clock change has 23 hours); none for an unknown country. */
const publicHolidays = (country: string, year: number): string[] =>
  new Holidays(country)
    .getHolidays(year)
    .filter(({ type, start, end }) => type === 'public' && end.getTime() - start.getTime() >= 20 * HOUR)
    .flatMap(({ date, start, end }) => datesFrom(date.slice(0, 10), Math.round((end.getTime() - start.getTime()) / DAY)));

const datesFrom = (first: string, days: number): string[] =>
  Array.from({ length: days }, (_, n) => new Date(Date.parse(`${first}T00:00:00Z`) + n * DAY).toISOString().slice(0, 10));
