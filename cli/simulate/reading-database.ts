import type { Trx } from '../../db/database.ts';
import { reachReadyDatabase } from '../reach-database.ts';

/** Reads the database that `DATABASE_URL` names, in one transaction that may not write. */
export async function readingDatabase<T>(read: (trx: Trx) => Promise<T>): Promise<T> {
  const db = await reachReadyDatabase();
  try {
    return await db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
  } finally {
    await db.destroy();
  }
}
