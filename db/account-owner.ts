import { sql } from 'kysely';
import type { Db } from './database.ts';

/** An account by its id, or by its domain or alias. */
export const accountOf = (db: Db, by: { readonly id: string } | { readonly domain: string }) =>
  db
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where((eb) =>
      'id' in by
        ? eb('id', '=', by.id)
        : eb.or([eb('domain', '=', by.domain), sql<boolean>`aliases @> array[${by.domain}]::text[]`]),
    )
    .orderBy('id')
    .executeTakeFirst();

/** Says which rep owns an account; null: nobody. */
export const ownAccount = (db: Db, accountId: string, ownerId: string | null): Promise<unknown> =>
  db.updateTable('accounts').set({ ownerId }).where('id', '=', accountId).execute();
