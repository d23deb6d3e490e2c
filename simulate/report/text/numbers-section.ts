import type { Numbers, Report } from '../report.ts';
import { countsTable } from './file-section.ts';
import type { Paint } from './paint.ts';
import type { Section } from './section.ts';
import { percent, table } from './table.ts';

const amount = (value: number): string => Math.round(value).toLocaleString('en');

/** What each campaign brought in and cost. */
export function moneySection({ numbers: { money } }: Report, paint: Paint): Section {
  const of = (name: 'pipeline' | 'revenue' | 'cost') => ({
    title: name,
    of: (row: Numbers['money'][number]) => `${amount(row[name])} ${row.currency}`,
    align: 'right' as const,
  });
  return {
    heading: 'Money',
    lines: table(
      [
        { title: 'Campaign', of: ({ label }) => label },
        { title: 'opportunities', of: ({ opportunities }) => opportunities, align: 'right' },
        { title: 'won', of: ({ won }) => won, align: 'right' },
        of('pipeline'),
        of('revenue'),
        of('cost'),
        { title: 'brought in for each unit spent', of: (row) => row.return?.toFixed(1) ?? '–', align: 'right' },
      ],
      money,
      paint.dim,
    ),
  };
}

/** Where leads came from, and how far they came. */
export function sourcesSection({ numbers: { sources } }: Report, paint: Paint): Section {
  const count = (title: string, of: (row: Numbers['sources'][number]) => number | string) =>
    ({ title, of, align: 'right' }) as const;
  return {
    heading: 'Sources',
    lines: table(
      [
        { title: 'Source', of: ({ source }) => source ?? 'unknown' },
        count('leads', ({ leads }) => leads),
        count('MQL', ({ mql }) => mql),
        count('SAL', ({ sal }) => sal),
        count('opportunity', ({ opportunity }) => opportunity),
        count('customer', ({ customer }) => customer),
        count('revenue', ({ revenue }) => amount(revenue)),
      ],
      sources,
      paint.dim,
    ),
  };
}

/** How each rep met the SLAs. */
export function repsSection({ numbers: { reps } }: Report, paint: Paint): Section {
  const count = (title: string, of: (row: Numbers['reps'][number]) => number | string) =>
    ({ title, of, align: 'right' }) as const;
  return {
    heading: 'SLA by rep',
    lines: table(
      [
        { title: 'Rep', of: ({ label }) => label },
        count('tasks', ({ opened }) => opened),
        count('met', ({ met }) => met),
        count('breached', ({ breached }) => breached),
        count('met of those known', ({ attainment }) => percent(attainment ?? undefined)),
        count('hours to the first act', ({ medianHours }) => medianHours?.toFixed(1) ?? '–'),
      ],
      reps,
      paint.dim,
    ),
  };
}

/** The leads that are not ready for sales, and what they lack. */
export const heldBackSection = ({ numbers: { heldBack } }: Report): Section => ({
  heading: 'Held back from sales',
  lines: countsTable(heldBack.map(({ label, count }) => ({ what: label, count }))),
});
