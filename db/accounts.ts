import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Db } from './database.ts';

export interface CompanyFacts {
  readonly name?: string;
  readonly employees?: number;
  readonly industry?: string;
  readonly region?: string;
}

/** The account with this domain or alias. */
const accountByDomain = (db: Db, domain: string): Promise<{ id: string } | undefined> =>
  db
    .selectFrom('accounts')
    .select('id')
    .where((eb) => eb.or([eb('domain', '=', domain), sql<boolean>`aliases @> array[${domain}]`]))
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

/** Fills what the account does not know yet; what stands there stays. */
export const completeAccount = (db: Db, accountId: string, facts: CompanyFacts): Promise<unknown> =>
  db
    .updateTable('accounts')
    .set((eb) => ({
      name: sql<string>`case when name = domain then coalesce(${facts.name ?? null}, name) else name end`,
      size: eb.fn.coalesce('size', sql<number | null>`${facts.employees ?? null}::int`),
      industry: eb.fn.coalesce('industry', sql<string | null>`${facts.industry ?? null}`),
      region: eb.fn.coalesce('region', sql<string | null>`${facts.region ?? null}`),
    }))
    .where('id', '=', accountId)
    .execute();

/** A prospect has bought: nobody there is acquired any more. */
export const becomesCustomer = (db: Db, accountId: string): Promise<unknown> =>
  db.updateTable('accounts').set({ kind: 'customer' }).where('id', '=', accountId).where('kind', '=', 'prospect').execute();
