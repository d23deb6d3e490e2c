import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Db } from './database.ts';

/** An account by its id, or by its domain or alias. */
export const accountOf = (db: Db, by: { readonly id: string } | { readonly domain: string }) =>
  db
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where((eb) => ('id' in by ? eb('id', '=', by.id) : eb.or([eb('domain', '=', by.domain), eb('alias', '=', by.domain)])))
    .orderBy('id')
    .executeTakeFirst();

/** Says which rep owns an account; null: nobody. */
export const ownAccount = (db: Db, accountId: string, ownerId: string | null, when: When): Promise<unknown> =>
  giveAccounts(db, sql`accounts.id = ${accountId}`, ownerId, when);

interface When {
  readonly at: Instant;
  /** Who says so. */
  readonly by?: string;
}

/** Gives the accounts for which a condition holds to a rep; their leads remember it. */
export const giveAccounts = (db: Db, which: RawBuilder<unknown>, ownerId: string | null, { at, by }: When): Promise<unknown> =>
  sql`
    with given as (
      update accounts set owner_id = ${ownerId} where (${which}) and owner_id is distinct from ${ownerId} returning id, name
    )
    insert into lead_events (lead_id, at, kind, by, data)
    select leads.id, ${new Date(at)}::timestamptz, 'accountOwned', ${by ?? null}::text,
      jsonb_build_object('account', given.name, 'rep', (select name from reps where id = ${ownerId}))
    from given join leads on leads.account_id = given.id`.execute(db);
