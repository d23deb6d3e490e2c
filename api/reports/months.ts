import type { Instant } from '../../domain/time/clock.ts';
import type { Span } from '../../domain/time/span.ts';
import { instantAt, wallTimeAt } from '../../domain/time/local-time.ts';

/** When a month such as `2026-03` begins in a zone. @param later so many months later */
export function firstOf(zone: string, month: string, later = 0): Instant {
  const [year = 0, nth = 1] = month.split('-').map(Number);
  return instantAt(zone, Date.UTC(year, nth - 1 + later));
}

/** The month that is so many months after that of an instant. */
export function monthOf(zone: string, at: Instant, later: number): string {
  const wall = new Date(wallTimeAt(zone, at));
  return new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + later)).toISOString().slice(0, 7);
}

/** The whole months before an instant, the earliest first. */
export const monthsBefore = (zone: string, at: Instant, count: number): string[] =>
  Array.from({ length: count }, (_, n) => monthOf(zone, at, n - count));

/** The months that a span touches, the earliest first. */
export function monthsIn(zone: string, { from, to }: Span): string[] {
  const months: string[] = [];
  for (let month = monthOf(zone, from, 0); firstOf(zone, month) < to; month = monthOf(zone, firstOf(zone, month), 1))
    months.push(month);
  return months;
}

/** From when to when a month lasts. */
export const spanOfMonth = (zone: string, month: string): Span => ({ from: firstOf(zone, month), to: firstOf(zone, month, 1) });
