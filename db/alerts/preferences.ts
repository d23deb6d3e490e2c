import type { Db } from '../database.ts';
import type { AlertKind } from './alert-kinds.ts';

/** The kinds of alerts that a rep does not want. */
export async function unwantedBy(db: Db, repId: string): Promise<ReadonlySet<AlertKind>> {
  const rows = await db.selectFrom('unwantedAlerts').select('kind').where('repId', '=', repId).execute();
  return new Set(rows.map(({ kind }) => kind));
}

/** Saves whether a rep wants alerts of a kind; alerts that wait heed it, too. */
export const prefer = async (db: Db, repId: string, kind: AlertKind, wanted: boolean): Promise<unknown> =>
  wanted
    ? await db.deleteFrom('unwantedAlerts').where('repId', '=', repId).where('kind', '=', kind).execute()
    : await db
        .insertInto('unwantedAlerts')
        .values({ repId, kind })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
