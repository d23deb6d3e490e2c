import { sql } from 'kysely';
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
export const ownAccount = (db: Db, accountId: string, ownerId: string | null): Promise<unknown> =>
  db.updateTable('accounts').set({ ownerId }).where('id', '=', accountId).execute();

interface SaidOwner {
  readonly emailKey: string;
  /** The address or the name of a rep. */
  readonly accountOwner: string;
}

/** Accounts that nobody owns yet become those of the reps that a file names; a name that is no rep's, or that two have, is none. */
export async function ownAccountsOf(trx: Db, leads: readonly SaidOwner[]): Promise<void> {
  if (leads.length === 0) return;
  await sql`
    update accounts set owner_id = said.rep_id
    from (
      select distinct on (leads.account_id) leads.account_id, rep.id as rep_id
      from jsonb_to_recordset(${JSON.stringify(leads)}::jsonb) as line("emailKey" text, "accountOwner" text)
      join leads on leads.email_key = line."emailKey"
      join lateral (
        select (array_agg(id))[1] as id from reps
        where active and lower(line."accountOwner") in (lower(email), lower(name)) having count(*) = 1
      ) as rep on true
      where leads.account_id is not null order by leads.account_id, leads.id
    ) as said
    where accounts.id = said.account_id and accounts.owner_id is null`.execute(trx);
}
