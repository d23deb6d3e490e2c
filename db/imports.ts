import type { Instant } from '../domain/clock.ts';
import type { Db } from './database.ts';

export interface ImportSummary {
  readonly id: string;
  readonly source: string;
  readonly importedBy: string;
  readonly at: Instant;
  /** Rows of the file, without the header. */
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly held: number;
  readonly rejected: readonly { readonly line: number; readonly reason: string; readonly value: string }[];
}

/** Keeps what came of an import, with every row that was rejected. */
export async function keepImport(trx: Db, { rejected, at, ...summary }: ImportSummary): Promise<void> {
  await trx
    .insertInto('imports')
    .values({ ...summary, at: new Date(at), rejected: rejected.length })
    .execute();
  const rows = rejected.map((one) => ({ ...one, importId: summary.id }));
  for (let n = 0; n < rows.length; n += 5_000)
    await trx
      .insertInto('importRejections')
      .values(rows.slice(n, n + 5_000))
      .execute();
}

/** The rows of an import that were rejected. */
export const rejectionsOf = (db: Db, importId: string) =>
  db
    .selectFrom('importRejections')
    .select(['line', 'reason', 'value'])
    .where('importId', '=', importId)
    .orderBy('line')
    .execute();
