import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** Remembers what DNS said of a domain. @returns whether somebody has said that it takes no mail indeed */
export async function noteDomainAnswer(db: Db, domain: string, takesMail: boolean): Promise<{ accepted: boolean }> {
  return await db
    .insertInto('domainAnswers')
    .values({ domain, takesMail })
    .onConflict((conflict) => conflict.column('domain').doUpdateSet({ takesMail, realAt: sql`clock_timestamp()` }))
    .returning('accepted')
    .executeTakeFirstOrThrow();
}

/** What DNS said in the last hour, over all workers. */
export interface RecentAnswers {
  readonly domains: number;
  /** Of how many it said that they take no mail, and nobody has said that this is true. */
  readonly without: number;
}

/** What DNS said lately, by which it is believed or doubted. */
export async function recentAnswers(db: Db): Promise<RecentAnswers> {
  const { rows } = await sql<RecentAnswers>`
    select count(*)::int as domains, count(*) filter (where not takes_mail and not accepted)::int as without
    from domain_answers where real_at > clock_timestamp() - interval '1 hour'`.execute(db);
  return rows[0] ?? { domains: 0, without: 0 };
}

/** Somebody says of all recent domains without mail that it is true. @returns how many */
export async function acceptDomainAnswers(db: Db): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('domainAnswers')
    .set({ accepted: true })
    .where('takesMail', '=', false)
    .where('accepted', '=', false)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
