import { remember } from '../domain/text/remember.ts';
import type { Instant } from '../domain/time/clock.ts';

/** The language of a content whose front matter names none. */
export const LANGUAGE = 'en';

/** Whose habits decide how a date is written. */
export interface DateReader {
  /** The language of what is read (BCP 47): a date in another one would stand out. */
  readonly language: string;
  /** Where the reader is (ISO 3166): it decides the order of day and month, and 12 or 24 hours. */
  readonly country: string | null;
}

/** How messages show numbers, instants and days. */
export interface Formats {
  /** For example "Thursday, March 12 at 3:00 PM EDT"; in the Netherlands "Thursday, 12 March at 15:00 CET". @throws RangeError for a time zone that doesn't exist */
  instant(at: Instant, timeZone: string, reader: DateReader): string;
  /** As the rest of the text writes it: "1,250" in English, wherever it is read. */
  number(value: number, language: string): string;
  /** For example "March 12, 2027", from `2027-03-12`. */
  day(date: string, reader: DateReader): string;
}

const localeFor = (language: string, region: string): string =>
  region === '' ? language : new Intl.Locale(language, { region }).toString();

const inZone: Intl.DateTimeFormatOptions = {
  weekday: 'long',
  month: 'long',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
};

/** Creates each format once: that costs more than rendering a whole email. */
export function createFormats(): Formats {
  const locales = remembered(localeFor);
  const instants = remembered((locale: string, timeZone: string) => new Intl.DateTimeFormat(locale, { ...inZone, timeZone }));
  const dayTexts = remembered((locale: string) => {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
    return remember((date) => format.format(Date.parse(date)));
  });
  const localeOf = ({ language, country }: DateReader) => locales(language, country ?? '');
  const numbers = remembered((language: string) => new Intl.NumberFormat(language));
  return {
    // Narrow no-break spaces (before AM and PM) show as boxes in some mail programs.
    instant: (at, timeZone, reader) => instants(localeOf(reader), timeZone).format(at).replaceAll('\u202f', ' '),
    number: (value, language) => numbers(language).format(value),
    day: (date, reader) => dayTexts(localeOf(reader))(date),
  };
}

function remembered<A extends string[], V>(create: (...order: A) => V): (...order: A) => V {
  const made = new Map<string, V>();
  return (...order) => {
    const key = order.join(' ');
    const one = made.get(key) ?? create(...order);
    made.set(key, one);
    return one;
  };
}
