import { Readable } from 'node:stream';
import type { Db } from '../../db/database.ts';
import { rejectionsOf } from '../../db/leads/imports.ts';
import { csvLine } from './csv-line.ts';

const PAGE = 5_000;

/**
 * What an import rejected, as CSV: line, column, reason, what it cost (the row or the cell), then the row as it stood in the file. Mended,
 * it can be imported again: the first four columns say nothing to an import.
 */
export const rejectsCsv = (db: Db, importId: string, columns: readonly string[]): Readable =>
  Readable.from(lines(db, importId, columns));

async function* lines(db: Db, importId: string, columns: readonly string[]): AsyncGenerator<string> {
  yield `\ufeff${csvLine(['line', 'column', 'reason', 'costs', ...columns])}\r\n`;
  for (let after = 0; ;) {
    const page = await rejectionsOf(db, importId, { after, limit: PAGE });
    yield page
      .map(({ line, column, reason, costs, value }) => `${csvLine([String(line), column ?? '', reason, costs])},${value}\r\n`)
      .join('');
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.n;
  }
}
