import { sql } from 'kysely';
import type { Db, Trx } from '../../db/database.ts';

/** How many rows of tables Postgres reads for a question, with or without an index. Unlike the time it takes, that is the same on any machine. */
export const rowsRead = async (db: Db, ask: (trx: Trx) => Promise<unknown>): Promise<number> =>
  await db.transaction().execute(async (trx) => {
    // What parallel workers read is not counted in the transaction.
    await sql`set local max_parallel_workers_per_gather = 0`.execute(trx);
    const before = await readSoFar(trx);
    await ask(trx);
    return (await readSoFar(trx)) - before;
  });

async function readSoFar(trx: Trx): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::float8 as read from pg_stat_xact_user_tables`.execute(
    trx,
  );
  return rows[0]!.read;
}
