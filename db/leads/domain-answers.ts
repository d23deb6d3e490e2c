import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** Saves what DNS said about a domain. @returns whether a person has confirmed that it takes no email */
export async function saveDomainAnswer(db: Db, domain: string, takesMail: boolean): Promise<{ accepted: boolean }> {
  return await db
    .insertInto('domainAnswers')
    .values({ domain, takesMail })
    .onConflict((conflict) => conflict.column('domain').doUpdateSet({ takesMail, realAt: sql`clock_timestamp()` }))
    .returning('accepted')
    .executeTakeFirstOrThrow();
}

/** The answers of DNS in the last hour, across all workers. */
export interface RecentAnswers {
  readonly domains: number;
  /** The number of domains without email that no person has confirmed. */
  readonly without: number;
}

/** Recent answers of DNS, which decide whether it is credible. */
export async function recentAnswers(db: Db): Promise<RecentAnswers> {
  const { rows } = await sql<RecentAnswers>`
    select count(*)::int as domains, count(*) filter (where not takes_mail and not accepted)::int as without
    from domain_answers where real_at > clock_timestamp() - interval '1 hour'`.execute(db);
  return rows[0] ?? { domains: 0, without: 0 };
}

/** Confirms, for a person, that all recent domains without email indeed take none. @returns how many */
export async function acceptDomainAnswers(db: Db): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('domainAnswers')
    .set({ accepted: true })
    .where('takesMail', '=', false)
    .where('accepted', '=', false)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
