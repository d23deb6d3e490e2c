import { holds, ratioOf, type Budget, type Row } from './measurement.ts';

/** A row of `--json`. A budget with `×` limits the ratio, otherwise the value. */
export interface JsonRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  readonly ratio: number | null;
  readonly budget: string | null;
}

export const jsonRow = (row: Row): JsonRow => ({
  name: row.name,
  value: rounded(row.value),
  unit: row.unit,
  baseline: row.baseline === undefined ? null : rounded(row.baseline),
  ratio: ratioOf(row) === undefined ? null : rounded(ratioOf(row)!),
  budget: row.budget ? budgetText(row.budget) : null,
});

const headings = ['', 'what', 'value', 'unit', 'baseline', 'ratio', 'budget', 'beside'] as const;

/** The rows as a table for people; ✗ marks a missed budget. */
export function table(rows: readonly Row[]): string {
  const lines = [headings, ...rows.map(cells)];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const padded = lines.map((line) =>
    line
      .map((cell, column) => pad(cell, widths[column]!, column))
      .join('  ')
      .trimEnd(),
  );
  return padded.join('\n');
}

function cells(row: Row): readonly string[] {
  const { name, value, unit, baseline, ratio, budget } = jsonRow(row);
  const verdict = holds(row);
  const mark = verdict === undefined ? ' ' : verdict ? '✓' : '✗';
  return [
    mark,
    name,
    text(value),
    unit,
    text(baseline),
    ratio === null ? '' : `${text(ratio)} ×`,
    budget ?? '',
    row.beside ?? '',
  ];
}

const numeric: ReadonlySet<string> = new Set(['value', 'baseline', 'ratio', 'budget']);
const pad = (cell: string, width: number, column: number): string =>
  numeric.has(headings[column]!) ? cell.padStart(width) : cell.padEnd(width);

const text = (value: number | null): string =>
  value === null ? '' : value.toLocaleString('en-US', { maximumFractionDigits: 2 });

const budgetText = ({ of, is, limit }: Budget): string =>
  `${is === 'atMost' ? '≤' : '≥'} ${text(limit)}${of === 'ratio' ? ' ×' : ''}`;

/** A measurement on a shared machine has no more than three significant digits. */
const rounded = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
