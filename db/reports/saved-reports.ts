import type { Instant } from '../../domain/time/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import type { Db } from '../database.ts';

export interface SavedReport {
  readonly answer: unknown;
  /** How many real milliseconds it took to count. */
  readonly tookMs: number;
  readonly at: Instant;
}

/** After this, an answer is forgotten. */
const KEPT_FOR = DAY;

/** The last answer to a question; undefined if there is none of the last day. */
export async function savedReport(db: Db, asked: string, now: Instant): Promise<SavedReport | undefined> {
  const row = await db
    .selectFrom('savedReports')
    .select(['answer', 'tookMs', 'at'])
    .where('asked', '=', asked)
    .where('at', '>', new Date(now - KEPT_FOR))
    .where('at', '<=', new Date(now))
    .executeTakeFirst();
  return row && { ...row, at: row.at.getTime() };
}

/** Saves the answer to a question, and forgets old ones. */
export async function saveReport(db: Db, asked: string, { answer, tookMs, at }: SavedReport): Promise<void> {
  const columns = { answer: JSON.stringify(answer), tookMs: Math.round(tookMs), at: new Date(at) };
  await db
    .insertInto('savedReports')
    .values({ asked, ...columns })
    .onConflict((conflict) => conflict.column('asked').doUpdateSet(columns))
    .execute();
  await db
    .deleteFrom('savedReports')
    .where('at', '<', new Date(at - KEPT_FOR))
    .execute();
}
