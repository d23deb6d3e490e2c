import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';

/** SQL: the id of the account that continues in the place of the row of `accounts`: itself, unless it was merged into another one. */
export const continuingAccount = sql<string>`coalesce(accounts.duplicate_of, accounts.id)`;

/** SQL: sorts the account whose domain it is before the one that is only called so. The domain may be null, which `=` would sort first. */
export const ownDomainFirst = (domain: string) => sql`accounts.domain is distinct from ${domain}`;

/** SQL: the account with this domain or alias; the kept one, if it was merged. */
const accountByDomain = (domain: string) => sql<{ id: string }>`
  select ${continuingAccount} as id from accounts where domain = ${domain} or alias = ${domain} order by ${ownDomainFirst(domain)} limit 1`;

/**
 * Finds the account with this domain or alias, or creates it.
 * @param domain the domain of a company, never of a free email provider
 */
export async function matchAccount(db: Db, id: string, domain: string, at: Instant): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with there as (${accountByDomain(domain)}), made as (
      insert into accounts (id, domain, name, created_at)
      select ${id}::uuid, ${domain}, ${domain}, ${new Date(at)}::timestamptz where not exists (select from there)
      on conflict (domain) do nothing returning id
    )
    select id from there union all select id from made`.execute(db);
  // Neither, if another transaction has just created it: a statement does not see what was saved since it began.
  return rows[0]?.id ?? (await accountByDomain(domain).execute(db)).rows[0]!.id;
}

/** A prospect bought. From now on, its people are not treated as prospects. */
export const markCustomer = (db: Db, accountId: string): Promise<unknown> =>
  db.updateTable('accounts').set({ kind: 'customer' }).where('id', '=', accountId).where('kind', '=', 'prospect').execute();

/** SQL: whether nobody has said which region an account is in, or that none is right. */
export const hasNoGivenRegion = sql<boolean>`
  not exists (select from jsonb_array_elements(accounts.given) as said where said -> 'values' ? 'region')`;

/** Derives the sales region of an account from the location of its people, until someone sets one. */
export const deriveRegion = (db: Db, leadId: string, region: string | undefined): Promise<unknown> =>
  sql`
    update accounts set region = ${region ?? null} from leads
    where leads.id = ${leadId} and accounts.id = leads.account_id
      and ${hasNoGivenRegion}`.execute(db);
