import { sql } from 'kysely';
import type { Db, Trx } from './database.ts';

/** Runs a function in the current transaction, or in a new one. */
export const inTransaction = async <T>(db: Db, run: (trx: Trx) => Promise<T>): Promise<T> =>
  db.isTransaction ? await run(db as Trx) : await db.transaction().execute(run);

/** Real milliseconds. */
const BRIEFLY = 100;

/** Makes a transaction that several callers share fail if another one holds a lock for long: otherwise all of them wait for it. */
export const waitBriefly = (trx: Trx): Promise<unknown> => sql`set local lock_timeout = ${sql.lit(BRIEFLY)}`.execute(trx);

/** Ends the transaction of a dry run. */
class DryRun extends Error {}

/** Runs a function in a new transaction. In a dry run, its answer is the same, and nothing that it did stays. */
export async function inOneTransaction<T>(db: Db, run: (trx: Trx) => Promise<T>, isDryRun: boolean): Promise<T> {
  let done: { readonly value: T } | undefined;
  try {
    return await db.transaction().execute(async (trx) => {
      done = { value: await run(trx) };
      if (isDryRun) throw new DryRun();
      return done.value;
    });
  } catch (error) {
    if (error instanceof DryRun && done) return done.value;
    throw error;
  }
}
