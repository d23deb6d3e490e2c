import type { Db } from './database.ts';

/** Runs it in the transaction that is open already, or in a new one. */
export const inTransaction = async <T>(db: Db, run: (trx: Db) => Promise<T>): Promise<T> =>
  db.isTransaction ? await run(db) : await db.transaction().execute(run);
