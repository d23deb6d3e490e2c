import { setImmediate as nextTurn } from 'node:timers/promises';
import { cut } from '../../domain/text/cut.ts';
import { badRequest } from '../procedures/refusal.ts';
import { longest } from '../procedures/values.ts';
import { CsvReader, type CsvRow } from './csv-reader.ts';
import { dialectOf, unwrapped, type Dialect } from './dialect.ts';
import { cellText } from './cell-text.ts';
import type { TextSource } from './source.ts';

/** Rows with named columns, which can be read more than once. */
export interface Table {
  /** Unique names. */
  readonly columns: readonly string[];
  /** How the file was read; undefined for rows that arrived as objects. */
  readonly read?: {
    readonly encoding?: string;
    readonly encodingBecause?: string;
    readonly delimiter: string;
    readonly headerLine: number;
  };
  /** In small batches, so that other requests run in between. */
  rows(): AsyncIterable<readonly CsvRow[]>;
}

/** Characters used to find the delimiter and the header. */
const SAMPLE = 64 * 1024;
/** How many rows that are objects to yield at once. */
const AT_ONCE = 500;
/** The widest exports have half as many; work and memory grow with rows times columns. */
const MOST_COLUMNS = 200;

/**
 * Reads a text as a table; its first rows give the delimiter and the header.
 * @throws Refusal if it has no header, or too many columns
 */
export async function tableOf(source: TextSource): Promise<Table> {
  const dialect = dialectOf(await startOf(source));
  const { delimiter, headerLine, isWrapped } = dialect;
  const columns = columnsOf(dialect);
  return {
    columns,
    read: {
      encoding: source.encoding?.name,
      encodingBecause: source.encoding?.because,
      delimiter,
      headerLine,
    },
    async *rows() {
      const reader = new CsvReader(delimiter);
      const rowsOf = (rows: readonly CsvRow[]): readonly CsvRow[] =>
        below(headerLine, isWrapped ? rows.map((row) => unwrapped(row, delimiter)) : rows);
      for await (const piece of source.pieces()) {
        yield rowsOf(reader.read(piece));
        await nextTurn();
      }
      yield rowsOf(reader.read('', true));
    },
  };
}

function requireFewColumns(count: number, who: string): void {
  if (count > MOST_COLUMNS)
    throw badRequest('tooManyColumns', `${who} ${count} columns.`, count, `At most ${MOST_COLUMNS} are read.`);
}

/** A table of rows that are already objects; the first counts as line 1. @throws Refusal if they have too many columns */
export function tableOfObjects(objects: readonly Readonly<Record<string, string>>[]): Table {
  const keys = [...new Set(objects.flatMap((row) => Object.keys(row)))];
  requireFewColumns(keys.length, 'The rows have');
  const columns = namesOf(keys.map(cellText));
  return {
    columns,
    async *rows() {
      for (let from = 0; from < objects.length; from += AT_ONCE) {
        yield objects.slice(from, from + AT_ONCE).map((row, n) => ({
          line: from + n + 1,
          cells: keys.map((key) => (Object.hasOwn(row, key) ? (row[key] ?? '') : '')),
        }));
        await nextTurn();
      }
    },
  };
}

const below = (headerLine: number, rows: readonly CsvRow[]): readonly CsvRow[] =>
  rows[0] && rows[0].line <= headerLine ? rows.filter(({ line }) => line > headerLine) : rows;

async function startOf(source: TextSource): Promise<string> {
  let start = '';
  for await (const piece of source.pieces()) {
    start += piece;
    if (start.length >= SAMPLE) break;
  }
  return start.slice(0, SAMPLE);
}

/** Unique names for columns, also for columns without one. Count the columns first: the time grows with the square of equal names. */
function namesOf(texts: readonly string[]): string[] {
  const taken = new Set<string>();
  return texts.map((text, n) => {
    const name = cut(text, longest.sentence) || `column ${n + 1}`;
    let column = name;
    for (let more = 2; taken.has(column); more++) column = `${name} (${more})`;
    taken.add(column);
    return column;
  });
}

/** The names in the header, without empty cells at its end. @throws Refusal if there are none, or too many */
function columnsOf({ header, headerLine }: Dialect): string[] {
  const names = header.map(cellText);
  const count = names.findLastIndex((one) => one !== '') + 1;
  if (count === 0)
    throw badRequest(
      'fileEmpty',
      'The file has no rows.',
      headerLine,
      'A file needs a line with the names of the columns, and rows below it.',
    );
  requireFewColumns(count, `The header in line ${headerLine} has`);
  return namesOf(names.slice(0, count));
}
