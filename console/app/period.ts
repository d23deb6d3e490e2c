import { useMemo, useState } from 'react';
import { platformNow } from './time.ts';

/** A period as it stands in the address of a page: so many days until today, or from one day to another, both included. */
export interface PeriodSearch {
  readonly days?: number | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What the API counts: from an instant to another, without the last one. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export interface Period extends Span {
  /** As long, and just before. */
  readonly before: Span;
}

export const STANDARD_DAYS = 90;

const DAY_MS = 86_400_000;

/** The period of a page's address as instants in the zone of this browser, whole days, so that asking again is the same question. */
export function usePeriod({ days = STANDARD_DAYS, from, to }: PeriodSearch): Period {
  const [opened] = useState(platformNow);
  return useMemo(() => {
    const end = nextDay(to === undefined ? new Date(opened) : dayOf(to));
    const begin = from === undefined ? daysBefore(end, days) : dayOf(from);
    return { ...spanOf(begin, end), before: spanOf(new Date(2 * begin.getTime() - end.getTime()), begin) };
  }, [opened, days, from, to]);
}

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
