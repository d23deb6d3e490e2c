import type { App } from '../../config/app.ts';
import { fitTo, type Fitted } from '../../simulate/fit/fit.ts';
import { reachReadyDatabase } from '../reach-database.ts';

/** Fits rates to the history in the database that `DATABASE_URL` names, in one transaction that may not write. */
export async function fitOfDatabase(app: App): Promise<Fitted> {
  const db = await reachReadyDatabase();
  try {
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => await fitTo(trx, app));
  } finally {
    await db.destroy();
  }
}
