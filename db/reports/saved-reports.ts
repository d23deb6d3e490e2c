import { sql } from 'kysely';
import type { Db } from '../database.ts';

export interface SavedReport {
  readonly answer: unknown;
  /** How many real milliseconds it took to count. */
  readonly tookMs: number;
  /** How many real milliseconds ago it was counted. */
  readonly ageMs: number;
}

/** The last answer to a question; undefined if there is none of the last day. */
export const savedReport = (db: Db, asked: string): Promise<SavedReport | undefined> =>
  db
    .selectFrom('savedReports')
    .select(['answer', 'tookMs', sql<number>`extract(epoch from clock_timestamp() - real_at)::float8 * 1000`.as('ageMs')])
    .where('asked', '=', asked)
    .where('realAt', '>', sql<Date>`clock_timestamp() - interval '1 day'`)
    .executeTakeFirst();

/** Saves the answer to a question, and forgets those that are older than a day. */
export async function saveReport(db: Db, asked: string, answer: unknown, tookMs: number): Promise<void> {
  const columns = { answer: JSON.stringify(answer), tookMs: Math.round(tookMs), realAt: sql<Date>`clock_timestamp()` };
  await db
    .insertInto('savedReports')
    .values({ asked, ...columns })
    .onConflict((conflict) => conflict.column('asked').doUpdateSet(columns))
    .execute();
  await db
    .deleteFrom('savedReports')
    .where('realAt', '<', sql<Date>`clock_timestamp() - interval '1 day'`)
    .execute();
}
