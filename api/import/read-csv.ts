import { parse } from 'csv-parse/sync';

/** A row that can't be taken, and why; `line` counts from 1, the header included. */
export interface Rejected {
  readonly line: number;
  readonly reason: string;
  /** The row as it stands in the file. */
  readonly value: string;
}

interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Csv {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly rejected: readonly Rejected[];
}

/** Reads a CSV with a header; the delimiter is what the header uses most. Broken rows are rejected, each by itself. */
export function readCsv(csv: string): Csv {
  const delimiter = delimiterOf(csv);
  const read = readWhole(csv, delimiter) ?? readPiecemeal(csv, delimiter);
  const [header, ...rest] = read.rows;
  const columns = header?.cells ?? [];
  const fits = ({ cells }: CsvRow): boolean => cells.length === columns.length;
  const odd = rest
    .filter((row) => !fits(row))
    .map(({ line, cells }) => ({
      line,
      reason: `has ${cells.length} cells, the header has ${columns.length}`,
      value: cut(cells.join(delimiter)),
    }));
  return { columns, rows: rest.filter(fits), rejected: [...read.rejected, ...odd].toSorted((a, b) => a.line - b.line) };
}

/** Rows that are objects already, one for each lead; the first counts as line 1. */
export function rowsAsCsv(rows: readonly Readonly<Record<string, string>>[]): Csv {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    columns,
    rows: rows.map((row, n) => ({ line: n + 1, cells: columns.map((column) => row[column] ?? '') })),
    rejected: [],
  };
}

type Read = Pick<Csv, 'rows' | 'rejected'>;

interface ParsedRow {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

// With `info`, each row comes with its line; the types of the library do not say so.
const records = (text: string, delimiter: string): ParsedRow[] =>
  parse(text, {
    bom: true,
    delimiter,
    info: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
  }) as unknown as ParsedRow[];

function readWhole(csv: string, delimiter: string): Read | undefined {
  try {
    const rows = records(csv, delimiter).map(({ record, info }) => ({ line: info.lines - breaksIn(record), cells: record }));
    return { rows, rejected: [] };
  } catch {
    return undefined;
  }
}

const breaksIn = (cells: readonly string[]): number => cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);

/** A cell spans no more lines than this; so that one quote that is never closed costs one row, and not the rest of the file. */
const MOST_LINES = 20;

function readPiecemeal(csv: string, delimiter: string): Read {
  const lines = csv.split(/\r?\n/);
  const rows: CsvRow[] = [];
  const rejected: Rejected[] = [];
  for (let at = 0; at < lines.length;) {
    const length = spanOf(lines, at, delimiter);
    const text = lines.slice(at, at + Math.max(length, 1)).join('\n');
    if (length === 0)
      rejected.push({ line: at + 1, reason: 'a quotation mark is missing or in the wrong place', value: cut(text) });
    else for (const { record } of records(text, delimiter)) rows.push({ line: at + 1, cells: record });
    at += Math.max(length, 1);
  }
  return { rows, rejected };
}

/** Over how many lines the row that begins here goes; 0 when it can't be read. */
function spanOf(lines: readonly string[], at: number, delimiter: string): number {
  for (let length = 1; length <= MOST_LINES && at + length <= lines.length; length++) {
    try {
      const found = records(lines.slice(at, at + length).join('\n'), delimiter);
      return found.length > 1 ? 0 : length;
    } catch {
      // It may go on in the next line.
    }
  }
  return 0;
}

function delimiterOf(csv: string): string {
  const header = csv.slice(0, csv.search(/\r?\n|$/));
  const [best = ','] = [',', ';', '\t'].toSorted((a, b) => header.split(b).length - header.split(a).length);
  return best;
}

const MOST_KEPT = 500;
const cut = (text: string): string => text.trim().slice(0, MOST_KEPT);
