import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { suppressionsForList, type ListedRow } from '../../db/contact/suppression-list.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { iso } from '../procedures/iso.ts';
import { csvLine } from '../import/csv-line.ts';
import { columnOfSubject, subjectColumns, type SubjectKind } from './columns.ts';

const PAGE = 5_000;
const FIRST = '00000000-0000-0000-0000-000000000000';
const kinds = Object.keys(subjectColumns) as SubjectKind[];

/**
 * The addresses, numbers and domains that are not contacted, as CSV: what the import of suppressions takes.
 * @param hashed with the SHA-256 of addresses in their place, for somebody who may not see them
 */
export const suppressionsCsv = (deps: Pick<ApiDeps, 'db' | 'clock'>, hashed: boolean): Readable =>
  Readable.from(linesOf(deps, hashed));

async function* linesOf({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>, hashed: boolean): AsyncGenerator<string> {
  yield `${csvLine([...kinds, 'channel', 'reason', 'until'])}\r\n`;
  for (let after = FIRST; ;) {
    const page = await suppressionsForList(db, after, PAGE, clock.now());
    yield page.map((row) => `${csvLine(cellsOf(row, hashed))}\r\n`).join('');
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.id;
  }
}

function cellsOf({ scope, subject, channel, reason, until }: ListedRow, hashed: boolean): string[] {
  const kind = columnOfSubject(scope, subject);
  const shown = hashed && kind === 'email' ? ({ in: 'sha256', as: hashOf(subject) } as const) : { in: kind, as: subject };
  return [...kinds.map((column) => (column === shown.in ? shown.as : '')), channel, reason, iso(until) ?? ''];
}

const hashOf = (address: string): string => createHash('sha256').update(address).digest('hex');
