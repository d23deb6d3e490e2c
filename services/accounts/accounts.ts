import { sql } from 'kysely';
import type { SaidOfCompany } from '../../domain/people/account-values.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../../db/database.ts';
import { saySo } from './save-accounts.ts';

/** The account with this domain or alias. */
const accountByDomain = (db: Db, domain: string): Promise<{ id: string } | undefined> =>
  db
    .selectFrom('accounts')
    .select('id')
    .where((eb) => eb.or([eb('domain', '=', domain), eb('alias', '=', domain)]))
    .orderBy((eb) => eb('domain', '=', domain), 'desc')
    .limit(1)
    .executeTakeFirst();

/**
 * The account with this domain or alias; made when there is none.
 * @param domain a company's, never that of a free mail provider
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

/** Puts a lead at an account, unless it is at one. */
export const joinAccount = (db: Db, leadId: string, accountId: string): Promise<unknown> =>
  db.updateTable('leads').set({ accountId }).where('id', '=', leadId).where('accountId', 'is', null).execute();

/** Adds what providers found about an account; what our own sources said stays. */
export const completeAccount = (trx: Trx, accountId: string, said: SaidOfCompany): Promise<unknown> =>
  saySo(trx, [{ id: accountId, said }]);

/** A prospect has bought: nobody there is acquired any more. */
export const becomesCustomer = (db: Db, accountId: string): Promise<unknown> =>
  db.updateTable('accounts').set({ kind: 'customer' }).where('id', '=', accountId).where('kind', '=', 'prospect').execute();

/** The sales region of an account follows from where its people are, until somebody gives one. */
export const deriveRegion = (db: Db, leadId: string, region: string | undefined): Promise<unknown> =>
  sql`
    update accounts set region = ${region ?? null} from leads
    where leads.id = ${leadId} and accounts.id = leads.account_id
      and not exists (select from jsonb_array_elements(accounts.given) as said where said -> 'values' ? 'region')`.execute(db);
