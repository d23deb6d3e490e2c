import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';

/** SQL: the id of the account that continues in the place of the row of `accounts`: itself, unless it was merged into another one. */
export const continuingAccount = sql<string>`coalesce(accounts.duplicate_of, accounts.id)`;

/** Finds the account with this domain or alias; the kept one, if it was merged. */
const accountByDomain = (db: Db, domain: string): Promise<{ id: string } | undefined> =>
  db
    .selectFrom('accounts')
    .select(continuingAccount.as('id'))
    .where((eb) => eb.or([eb('domain', '=', domain), eb('alias', '=', domain)]))
    .orderBy((eb) => eb('domain', '=', domain), 'desc')
    .limit(1)
    .executeTakeFirst();

/**
 * Finds the account with this domain or alias, or creates it.
 * @param domain the domain of a company, never of a free email provider
 */
export async function matchAccount(db: Db, id: string, domain: string, at: Instant): Promise<string> {
  const there = await accountByDomain(db, domain);
  if (there) return there.id;
  await db
    .insertInto('accounts')
    .values({ id, domain, name: domain, createdAt: new Date(at) })
    .onConflict((conflict) => conflict.column('domain').doNothing())
    .execute();
  return (await accountByDomain(db, domain))!.id;
}

/** A prospect bought. From now on, its people are not treated as prospects. */
export const markCustomer = (db: Db, accountId: string): Promise<unknown> =>
  db.updateTable('accounts').set({ kind: 'customer' }).where('id', '=', accountId).where('kind', '=', 'prospect').execute();

/** Derives the sales region of an account from the location of its people, until someone sets one. */
export const deriveRegion = (db: Db, leadId: string, region: string | undefined): Promise<unknown> =>
  sql`
    update accounts set region = ${region ?? null} from leads
    where leads.id = ${leadId} and accounts.id = leads.account_id
      and not exists (select from jsonb_array_elements(accounts.given) as said where said -> 'values' ? 'region')`.execute(db);
