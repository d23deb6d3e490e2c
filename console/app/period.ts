import { useMemo, useState } from 'react';
import { platformNow } from './time.ts';

/** A period as the address of a page names it: so many days until today, or from one day to another, both included. */
export interface PeriodSearch {
  readonly days?: number | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What the API counts: so many days until today, in the company's zone, or from an instant to another, without the last one. */
export type Span = { readonly days: number; readonly ago?: number } | { readonly from: string; readonly to: string };

export interface Period {
  readonly now: Span;
  /** As long, and just before. */
  readonly before: Span;
}

export const STANDARD_DAYS = 90;

const DAY_MS = 86_400_000;

/** The period of a page's address as a question that is the same tomorrow; two dates are whole days in the zone of this browser. */
export function usePeriod({ days = STANDARD_DAYS, from, to }: PeriodSearch): Period {
  const [opened] = useState(platformNow);
  return useMemo(() => {
    if (from === undefined && to === undefined) return { now: { days }, before: { days, ago: days } };
    const end = nextDay(to === undefined ? new Date(opened) : dayOf(to));
    const begin = from === undefined ? daysBefore(end, days) : dayOf(from);
    return { now: spanOf(begin, end), before: spanOf(new Date(2 * begin.getTime() - end.getTime()), begin) };
  }, [opened, days, from, to]);
}

/** How many days a span has. */
export const daysIn = (span: Span): number =>
  'days' in span ? span.days : Math.round((Date.parse(span.to) - Date.parse(span.from)) / DAY_MS);

/** What of an address is a period. */
export const periodIn = ({ days, from, to }: Readonly<Record<string, unknown>>): PeriodSearch => ({
  days: typeof days === 'number' && days >= 1 && days <= 3_660 ? Math.round(days) : undefined,
  from: isDay(from) ? from : undefined,
  to: isDay(to) ? to : undefined,
});

/** A day as fields for dates write it. @example dayText(new Date(2026, 10, 26)); // 2026-11-26 */
export const dayText = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** The day of an instant as people say it, in this browser's zone. @example dayInWords('2026-11-26T09:00:00Z'); // 26 Nov 2026 */
export const dayInWords = (at: string): string => dayFormat.format(Date.parse(at));

/** The beginning of a day in this browser's zone. */
export const dayOf = (day: string): Date => new Date(`${day}T00:00`);

const isDay = (given: unknown): given is string =>
  typeof given === 'string' && /^\d{4}-\d\d-\d\d$/.test(given) && !Number.isNaN(Date.parse(given));

const nextDay = (at: Date): Date => new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1);
const daysBefore = (at: Date, days: number): Date => new Date(at.getTime() - days * DAY_MS);
const spanOf = (from: Date, to: Date): Span => ({ from: from.toISOString(), to: to.toISOString() });
