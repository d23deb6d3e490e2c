import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** Kilobytes: the size of the largest thing that is saved at once, an incoming email. */
const ROOM = 2_048;

/**
 * Whether the disk of Postgres has room for new data. A small row does not show it, because it may fit an existing page. So Postgres
 * writes a temporary file, which needs no table, lock or log, and is deleted afterwards.
 */
export async function hasRoom(db: Db): Promise<boolean> {
  try {
    await db.transaction().execute(async (trx) => {
      await sql`select set_config('work_mem', '64kB', true), set_config('temp_tablespaces', '', true)`.execute(trx);
      await sql`with filling as materialized (select repeat('-', 1024) from generate_series(1, ${ROOM}))
        select count(*) from filling`.execute(trx);
    });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '53100') return false;
    throw error;
  }
}
