import { Readable } from 'node:stream';
import type { Db } from '../../db/database.ts';
import { rejectionsOf } from '../../db/leads/imports.ts';
import { csvLine } from './csv-line.ts';

const PAGE = 5_000;

/**
 * The rejections of an import as CSV: line, column, reason, cost (the row or the cell), then the original row. After corrections, the
 * file can be imported again: an import ignores the first four columns.
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
