import type { Instant } from '../../domain/time/clock.ts';

/** Which comes first in a date such as 01/02/2020. */
export type DateOrder = 'dayFirst' | 'monthFirst';

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const iso = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?:[T ]+(.+))?$/;
const numeric = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[,T ]+(.+))?$/;
const dayMonth =
  /^(?:\p{L}+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:de\s+|of\s+)?(\p{L}+)\.?[\s,-]+(?:de\s+)?(\d{4})(?:[,T ]+(.+))?$/u;
const monthDay = /^(?:\p{L}+\.?,?\s+)?(\p{L}+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?[\s,-]+(\d{4})(?:[,T ]+(.+))?$/u;
const time =
  /^(?:um\s|at\s|à\s)?(\d{1,2})[:h.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?\s*([ap])?\.?m?\.?(?:\s?uhr)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2}|(?:utc|gmt)[+-]\d{1,2}(?::?\d{2})?)?$/i;

/**
 * The instant of a date, with or without a time of day (UTC if it names no zone): ISO, day or month first, or with the name of the
 * month. Undefined if the whole text is not a date, or if the order of day and month matters but is unknown.
 * @param order the order of the column, as `orderOf` finds it
 */
export function readDate(text: string, order: DateOrder | undefined): Instant | undefined {
  const [date, clock] = split(text, order) ?? [];
  if (!date) return undefined;
  const midnight = Date.UTC(date.year, date.month - 1, date.day);
  const { year, month, day } = date;
  const back = new Date(midnight);
  const isReal =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    year >= 1900 &&
    year < 2200;
  const sinceMidnight = clock === undefined ? 0 : readTime(clock);
  return isReal && sinceMidnight !== undefined ? midnight + sinceMidnight : undefined;
}

/** What a cell says about the order in its column; undefined if nothing. */
export function orderIn(text: string): DateOrder | 'either' | undefined {
  const match = numeric.exec(text);
  if (!match) return undefined;
  const [a, b] = [Number(match[1]), Number(match[3])];
  if (match[2] === '.' || (a > 12 && b <= 12)) return 'dayFirst';
  if (b > 12 && a <= 12) return 'monthFirst';
  return a <= 12 && a !== b ? 'either' : undefined;
}

type Split = readonly [DateParts, string | undefined];

function split(text: string, order: DateOrder | undefined): Split | undefined {
  const whole = iso.exec(text);
  if (whole) return [parts(whole[1], whole[3] ?? whole[5], whole[4] ?? whole[6]), whole[7]];
  const numbers = numeric.exec(text);
  if (numbers) {
    const [, a, , b, year, clock] = numbers;
    const own = orderIn(text);
    const by = own === 'dayFirst' || own === 'monthFirst' ? own : own === 'either' ? order : 'dayFirst';
    if (by === undefined) return undefined;
    return [by === 'dayFirst' ? parts(year, b, a) : parts(year, a, b), clock];
  }
  const named = dayMonth.exec(text);
  if (named) return withName(named[3], named[2], named[1], named[4]);
  const american = monthDay.exec(text);
  return american ? withName(american[3], american[1], american[2], american[4]) : undefined;
}

const parts = (year = '', month = '', day = ''): DateParts => ({ year: Number(year), month: Number(month), day: Number(day) });

function withName(year: string | undefined, name = '', day: string | undefined, clock: string | undefined): Split | undefined {
  const month = monthNames.get(folded(name));
  return month === undefined ? undefined : [parts(year, String(month), day), clock];
}

function readTime(text: string): number | undefined {
  const match = time.exec(text.trim().replace(/(?:(?<!\s)\s+)?\([\w\s]+\)$/, ''));
  if (!match) return undefined;
  const [, hours = '', minutes = '', seconds = '0', half, zone] = match;
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours);
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59 || (half && Number(hours) > 12)) return undefined;
  return ((hour * 60 + Number(minutes) - offsetOf(zone)) * 60 + Number(seconds)) * 1_000;
}

/** Minutes east of UTC. */
function offsetOf(zone = ''): number {
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) : 0;
}

const folded = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}|\./gu, '')
    .toLowerCase();

/** The month names in the languages of the field table, long and short, without names that mean two months. */
const monthNames = ((): ReadonlyMap<string, number> => {
  const names = new Map<string, number>();
  const twice = new Set<string>();
  for (const language of ['en', 'de', 'de-AT', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'nb'])
    for (let month = 1; month <= 12; month++)
      for (const length of ['long', 'short'] as const)
        for (const options of [{ month: length }, { month: length, day: 'numeric' }] as const)
          for (const { type, value } of new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).formatToParts(
            Date.UTC(2024, month - 1, 15),
          )) {
            const name = folded(value);
            if (type !== 'month' || /\d/.test(name)) continue;
            if ((names.get(name) ?? month) !== month) twice.add(name);
            names.set(name, month);
          }
  for (const [name, month] of [
    ['sept', 9],
    ['mrz', 3],
    ['maerz', 3],
    ['dez', 12],
    ['fevr', 2],
    ['aout', 8],
    ['mrt', 3],
  ] as const)
    names.set(name, month);
  for (const name of twice) names.delete(name);
  return names;
})();
