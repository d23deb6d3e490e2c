import type { Columns } from '../listed.ts';
import { printableLine } from '../printable.ts';

/** A cell that a spreadsheet would read as a formula begins with an apostrophe. */
const safe = (cell: string): string => (/^[=+\-@\t]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell);
const quoted = (cell: string): string => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Rows as CSV, with a header. */
export const csvOf = <R>(columns: Columns<R>, rows: readonly R[]): string =>
  [Object.keys(columns), ...rows.map((row) => Object.values(columns).map((of) => of(row) ?? ''))]
    .map((cells) => `${cells.map((cell) => quoted(safe(printableLine(cell)))).join(',')}\r\n`)
    .join('');
