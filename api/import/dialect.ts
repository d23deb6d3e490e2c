import { badRequest } from '../procedures/refusal.ts';
import { CsvReader, type CsvRow } from './csv-reader.ts';
import { cellText } from './cell-text.ts';
import { fieldOf, namesAnAddress } from './headers.ts';

/** How a text separates rows and cells, and where its header is. */
export interface Dialect {
  readonly delimiter: string;
  readonly header: readonly string[];
  /** In the file, from 1. */
  readonly headerLine: number;
  /** Each row is one quoted cell that contains the actual cells. */
  readonly isWrapped?: boolean;
}

const delimiters = [',', ';', '\t', '|'] as const;
/** The number of rows used to judge a delimiter and to find the header. */
const ROWS = 200;
/** The most cells of a row that are examined; no table has more. */
const MOST_CELLS = 500;

/**
 * Finds the delimiter that splits the first rows best, or takes the one from a line `sep=`; and the header: the row above the first
 * address that has the most known column names. So notes, titles and blank lines above it are skipped.
 * @throws Refusal `noHeader` if the first row contains an address
 */
export function dialectOf(start: string): Dialect {
  const given = /^\ufeff?"?sep=(.)"?\s*?(?:\r|\n|$)/i.exec(start)?.[1];
  const [best] = (given === undefined ? delimiters : [given])
    .map((delimiter) => ({ delimiter, rows: firstRows(start, delimiter) }))
    .map((split) => ({ ...split, quality: qualityOf(split.rows) }))
    .toSorted((a, b) => b.quality - a.quality);
  const rows = (best?.rows ?? []).filter(({ cells }) => !/^\ufeff?sep=/i.test(cells[0] ?? ''));
  const delimiter = best?.delimiter ?? ',';
  const inner = rows.map((row) => unwrapped(row, delimiter));
  const isWrapped = rows.every(({ cells }) => cells.length === 1) && qualityOf(inner) > qualityOf(rows) + 1;
  const header = headerOf(isWrapped ? inner : rows);
  return { delimiter, header: header?.cells ?? [], headerLine: header?.line ?? 1, isWrapped };
}

const firstRows = (start: string, delimiter: string): CsvRow[] => new CsvReader(delimiter).read(start, true).slice(0, ROWS);

/** The cells of a row that a program has quoted as a whole. */
export const unwrapped = (row: CsvRow, delimiter: string): CsvRow => ({
  ...row,
  cells: new CsvReader(delimiter).read(row.cells[0] ?? '', true)[0]?.cells ?? [],
});

/** A cell that consists of a possible address. */
const address = /^[^\s@,;|<>"]{1,64}@[^\s@,;|<>"]{1,253}\.[^\s@,;|<>".]{2,63}$/;
const holdsAddress = ({ cells }: CsvRow): boolean => cells.slice(0, MOST_CELLS).some((cell) => address.test(cellText(cell)));

const namesIn = ({ cells }: CsvRow): number =>
  cells.slice(0, MOST_CELLS).filter((cell) => cell.length < 100 && isName(cellText(cell))).length;
const isName = (cell: string): boolean => cell !== '' && (fieldOf(cell) !== undefined || namesAnAddress(cell));

/** How well a delimiter splits: addresses fill cells, header names are known, rows have the same width, quotes enclose cells. */
function qualityOf(rows: readonly CsvRow[]): number {
  if (rows.length === 0) return 0;
  const share = (holds: (row: CsvRow) => boolean): number => rows.filter(holds).length / rows.length;
  const widths = Map.groupBy(rows, ({ cells }) => cells.length);
  const evenness = Math.max(0, ...[...widths].map(([width, some]) => (width > 1 ? some.length / rows.length : 0)));
  const names = Math.max(...rows.slice(0, 50).map(namesIn));
  return 3 * share(holdsAddress) + Math.min(names, 5) / 2 + evenness - 2 * share(({ openQuote }) => openQuote === true);
}

function headerOf(rows: readonly CsvRow[]): CsvRow | undefined {
  const first = rows.findIndex(holdsAddress);
  if (first === 0)
    throw badRequest(
      'noHeader',
      `Line ${rows[0]?.line} contains an address, and no line above it names the columns.`,
      rows[0]?.cells.slice(0, 20),
      'Add a first line with the names of the columns: email, first name, …',
    );
  const above = rows.slice(0, first === -1 ? 50 : first);
  const filled = ({ cells }: CsvRow): number => cells.filter((cell) => cell !== '').length;
  const names = above.map(namesIn);
  const most = Math.max(...names);
  if (most > 0) return above[names.lastIndexOf(most)];
  // If no name is known, take the widest row, nearest to the rows with addresses.
  const widest = Math.max(...above.map(filled));
  return first === -1 ? above.find((row) => filled(row) === widest) : above.findLast((row) => filled(row) === widest);
}
