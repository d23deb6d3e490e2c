import { createHash } from 'node:crypto';
import type { LeadFields } from '../../domain/people/lead-fields.ts';
import { cut } from '../../domain/text/cut.ts';
import { addressesIn } from './addresses.ts';
import { consentWord, meansNo, yesOrNo } from './answers.ts';
import { cellText, storable } from './cell-text.ts';
import { orderIn, type DateOrder } from './dates.ts';
import { kindOf, type Kind, type LeadField, type Mapping } from './fields.ts';
import { fieldOf } from './headers.ts';
import { badRequest, type Refusal } from '../procedures/refusal.ts';
import type { CsvRow } from './csv-reader.ts';
import type { Table } from './table.ts';

/** What the cells of a column say together. */
export interface ColumnEvidence {
  filled: number;
  /** Cells with an address, and the number of different addresses (up to `MOST_COUNTED`). */
  addresses: number;
  different: number;
  /** Some of its values, without duplicates. */
  readonly values: string[];
  /** For a column of dates: cells that show the order of day and month, cells that depend on it (`either`), and others. */
  readonly dates: Record<DateOrder | 'either' | 'told', number>;
  /** For a column of consent: cells that say something about it. */
  consentWords: number;
  /** For a column with an unknown name: the cells that mean yes or no. */
  answers: number;
  /** For a column of text: whether a cell says in words that the person wants no email. */
  saysNo: boolean;
}

export interface Evidence {
  readonly rows: number;
  /** The first rows, unchanged. */
  readonly sample: readonly (readonly string[])[];
  readonly columns: readonly ColumnEvidence[];
}

export const MOST_COUNTED = 5_000;
const SOME = 5;
/** Characters. */
const LONGEST_ANSWER = 30;

/**
 * Looks at every row once, in memory that does not grow with them.
 * @param mapping what the caller says of columns; dates and consent are looked for where they are said to be
 * @param fields those of the app
 */
export async function evidenceOf(table: Table, mapping: Mapping = {}, fields: LeadFields = {}): Promise<Evidence> {
  const own = new Map(Object.entries(mapping).map(([field, column]) => [column, field as LeadField]));
  const kinds = table.columns.map((column) => {
    const field = own.get(column) ?? fieldOf(column, fields)?.field;
    return field && kindOf(field, fields);
  });
  const seen = table.columns.map(() => new Set<string>());
  const columns: ColumnEvidence[] = table.columns.map(() => ({
    filled: 0,
    addresses: 0,
    different: 0,
    values: [],
    dates: { dayFirst: 0, monthFirst: 0, either: 0, told: 0 },
    consentWords: 0,
    answers: 0,
    saysNo: false,
  }));
  let rows = 0;
  let broken = 0;
  const sample: string[][] = [];
  for await (const some of table.rows())
    for (const row of some) {
      const { cells } = row;
      rows += 1;
      if (isBroken(row, columns.length) && ++broken > MOST_BROKEN) throw tooManyBroken(row.line);
      if (sample.length < SOME) sample.push(cells.map((cell) => copyOf(storable(cut(cell, 200)))));
      for (const [n, column] of columns.entries()) {
        const cell = cells[n];
        if (cell) note(column, cell, kinds[n], seen[n]!);
      }
    }
  for (const [n, column] of columns.entries()) column.different = seen[n]!.size;
  return { rows, sample, columns };
}

/** Whether a row is cut into the wrong cells. A row that only lacks cells at its end is not. */
const isBroken = ({ cells, tooLong, openQuote }: CsvRow, width: number): boolean =>
  tooLong === true || cells.slice(width).some((cell) => cell.trim() !== '') || (openQuote === true && cells.length < width);

/** A file with more broken rows is not read as it was meant. */
const MOST_BROKEN = 2_000;

const tooManyBroken = (line: number): Refusal =>
  badRequest(
    'tooManyBrokenRows',
    `More than ${MOST_BROKEN} rows up to line ${line} do not match the header, or have an unclosed quotation mark.`,
    line,
    'Export the file again, as CSV with quotation marks around text.',
  );

function note(column: ColumnEvidence, cell: string, kind: Kind | undefined, seen: Set<string>): void {
  if ((kind === undefined || kind === 'text') && !column.saysNo) column.saysNo = meansNo(cell);
  if (kind === undefined && cell.length < LONGEST_ANSWER && yesOrNo(cell.trim()) !== undefined) column.answers += 1;
  const isNew = column.values.length < SOME;
  const mayBeAddress = cell.includes('@');
  if (!isNew && !mayBeAddress && kind !== 'date' && kind !== 'consent') {
    column.filled += 1;
    return;
  }
  const text = cellText(cell);
  if (text === '') return;
  column.filled += 1;
  if (isNew && !column.values.includes(cut(text, 100))) column.values.push(copyOf(cut(text, 100)));
  if (kind === 'date') column.dates[orderIn(text) ?? 'told'] += 1;
  if (kind === 'consent' && consentWord(text) !== undefined) column.consentWords += 1;
  const [address] = mayBeAddress ? addressesIn(text) : [];
  if (address === undefined) return;
  column.addresses += 1;
  if (seen.size < MOST_COUNTED) seen.add(createHash('md5').update(address.toLowerCase()).digest('base64'));
}

/** The order of day and month in a column; undefined if no row shows it, or rows disagree. */
export function orderOf({ dates: { dayFirst, monthFirst } }: ColumnEvidence): DateOrder | undefined {
  if (dayFirst > 0 === monthFirst > 0) return undefined;
  return dayFirst > 0 ? 'dayFirst' : 'monthFirst';
}

/** A substring keeps the whole text in memory; its copy does not. */
const copyOf = (text: string): string => Buffer.from(text).toString();
