import type { Db, Trx } from './database.ts';

/** Runs a function in the current transaction, or in a new one. */
export const inTransaction = async <T>(db: Db, run: (trx: Trx) => Promise<T>): Promise<T> =>
  db.isTransaction ? await run(db as Trx) : await db.transaction().execute(run);
