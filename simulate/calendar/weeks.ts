import type { ByDay } from './simulation.ts';

/** A column of a calendar: weeks from `from` to before `to`. */
export interface Weeks {
  readonly from: number;
  readonly to: number;
}

const MOST_COLUMNS = 13;

/** One column for each week or, if a terminal has no room for that, for every four weeks. */
export function weeksOf(days: number): Weeks[] {
  const weeks = Math.ceil(days / 7);
  const each = weeks > MOST_COLUMNS ? 4 : 1;
  return Array.from({ length: Math.ceil(weeks / each) }, (_, n) => ({ from: n * each, to: Math.min(weeks, (n + 1) * each) }));
}

export const titleOf = ({ from, to }: Weeks): string => (to - from === 1 ? `wk ${to}` : `${from + 1}–${to}`);

/** The sum of the counts on the days of some weeks. */
export const within = ({ from, to }: Weeks, counts: ByDay): number =>
  Object.entries(counts).reduce((sum, [day, count]) => (Number(day) >= from * 7 && Number(day) < to * 7 ? sum + count : sum), 0);

/** The day with the most, the first of several; undefined if there is none. */
export function busiestDay(counts: ByDay): { readonly day: number; readonly count: number } | undefined {
  const days = Object.entries(counts).map(([day, count]) => ({ day: Number(day), count }));
  return days.toSorted((a, b) => b.count - a.count || a.day - b.day)[0];
}
