import type { Db, Trx } from './database.ts';

/** Runs it in the transaction that is open already, or in a new one. */
export const inTransaction = async <T>(db: Db, run: (trx: Trx) => Promise<T>): Promise<T> =>
  db.isTransaction ? await run(db as Trx) : await db.transaction().execute(run);
