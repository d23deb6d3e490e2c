import type { Instant } from '../time/clock.ts';

/** Joins the parts of a sentence, skipping empty ones; punctuation follows its word without a blank. */
export const sentence = (...parts: readonly (string | false | null | undefined)[]): string =>
  parts
    .filter(Boolean)
    .join(' ')
    .replaceAll(/ (?=[:,;])/g, '');

/** A label within a sentence: begins in lower case, unless with an abbreviation such as MQL. */
export const lowerFirst = (text: string): string =>
  /^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);

/** A text that begins a sentence. */
export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How many there are of a thing: `1 lead`, `125 leads`. */
export const quantity = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;

/** A share from 0 to 1: `70 %`. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A day in UTC: 2026-03-10. */
export const dayInWords = (instant: Instant): string => new Date(instant).toISOString().slice(0, 10);

/** A minute in UTC: `2026-03-10 14:30 UTC`. Sentences of the API have no other form, so the console can say it in its reader's time. */
export const minuteInWords = (instant: Instant): string =>
  `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** The sentence with each such minute as `say` says it. */
export const withMinutes = (text: string, say: (at: string) => string): string =>
  text.replaceAll(/\b(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC\b/g, (_, day: string, time: string) => say(`${day}T${time}Z`));

/** A minute where somebody is: `Tue 10 Mar, 11:15 (Europe/Berlin)`. */
export const minuteIn = (zone: string, at: Instant): string => `${minuteFormat(zone).format(at)} (${zone})`;

const minuteFormat = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });

/** An amount of money, with thousands separators: `48,000 EUR`. */
export const amountInWords = (amount: number, currency?: string | null): string =>
  [amount.toLocaleString('en-US'), currency].filter(Boolean).join(' ');
