import type { Db } from '../database.ts';

const acts = (db: Db) => db.selectFrom('engagements').select(['id', 'leadId', 'kind', 'source', 'isRequest', 'at']);

/** What a lead did, by the id of the act. */
export const actById = (db: Db, id: string) => acts(db).where('id', '=', id).executeTakeFirst();

/** The last thing that a lead did, as a person. */
export const lastAct = (db: Db, leadId: string) =>
  acts(db).where('leadId', '=', leadId).where('human', '=', true).orderBy('at', 'desc').limit(1).executeTakeFirst();
