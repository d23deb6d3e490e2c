import { table } from '../simulate/report/text/table.ts';
import { printable, printableLine } from './printable.ts';

/** The columns of a table: how each one shows a row. */
export type Columns<R> = Readonly<Record<string, (row: R) => string | null | undefined>>;

/** Rows as an aligned table; text by people can't break out of its line. */
export const listed = <R>(columns: Columns<R>, rows: readonly R[]): string =>
  table(
    Object.entries(columns).map(([title, of]) => ({ title, of: (row: R) => of(row) ?? '' })),
    rows,
  )
    .map(printableLine)
    .join('\n');

/** An answer of the API for other programs. */
export const asJson = (answer: unknown): string => printable(JSON.stringify(answer, null, 2));

const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' });

const toTheSecond = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });

/** An instant in the time of this machine to the second: `2026-03-10 11:00:05`. */
export const localSecond = (at: string): string => toTheSecond.format(new Date(at));

/** An instant in the time of this machine: `2026-03-10 11:00`. */
export const localTime = (at: string | number): string => local.format(new Date(at));
