import type { ReactNode } from 'react';
import { saveFile } from './save-file.ts';

interface CsvColumn<Row> {
  readonly title: string;
  readonly of: (row: Row) => ReactNode;
  readonly text?: (row: Row) => string | number | undefined | null;
}

/** Saves rows as a CSV file (RFC 4180) with the columns of a table. */
export function saveCsv<Row>(name: string, columns: readonly CsvColumn<Row>[], rows: readonly Row[]): void {
  const lines = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ of, text }) => (text ? text(row) : (of(row) as string | number | undefined)))),
  ];
  const csv = lines.map((line) => line.map(cell).join(',')).join('\r\n');
  saveFile(`${name}.csv`, 'text/csv', `\uFEFF${csv}`);
}

/** One cell. What a spreadsheet would run as a formula begins with an apostrophe (OWASP, CSV injection). */
function cell(value: string | number | undefined | null): string {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
