import type { Db } from './database.ts';

/** Whether there is a row with an id. */
export const isKnown = async (db: Db, table: 'campaigns' | 'accounts' | 'imports', id: string): Promise<boolean> =>
  (await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
