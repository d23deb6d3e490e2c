import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import type { Db } from '../database.ts';

export interface SavedReport {
  readonly answer: unknown;
  /** How many real milliseconds it took to count. */
  readonly tookMs: number;
  readonly at: Instant;
}

/** After this, an answer is forgotten. */
const KEPT_FOR = DAY;
/** After ten thousand times what it took, an answer is counted again ahead of the next who asks: that costs 0.01 % of the time. */
const recountedAfter = (tookMs: number): number => Math.min(6 * HOUR, Math.max(15 * MINUTE, tookMs * 10_000));
/** For so long after somebody asked. */
const WANTED_FOR = 14 * DAY;
/** How exactly we know when somebody asked: not each look writes. */
const NOTED_EVERY = HOUR;

/** The last answer to a question; undefined if there is none of the last day. It notes that somebody asked. */
export async function savedReport(db: Db, asked: string, now: Instant): Promise<SavedReport | undefined> {
  const row = await db
    .selectFrom('savedReports')
    .select(['answer', 'tookMs', 'at', 'wantedAt'])
    .where('asked', '=', asked)
    .where('at', '>', new Date(now - KEPT_FOR))
    .where('at', '<=', new Date(now))
    .executeTakeFirst();
  if (!row) return undefined;
  const { answer, tookMs, at, wantedAt } = row;
  if (wantedAt.getTime() <= now - NOTED_EVERY)
    await db
      .updateTable('savedReports')
      .set({ wantedAt: new Date(now) })
      .where('asked', '=', asked)
      .execute();
  return { answer, tookMs, at: at.getTime() };
}

/** Saves the answer to a question, and forgets old ones. */
export async function saveReport(db: Db, asked: string, { answer, tookMs, at }: SavedReport): Promise<void> {
  const columns = {
    answer: JSON.stringify(answer),
    tookMs: Math.round(tookMs),
    at: new Date(at),
    recountAt: new Date(at + recountedAfter(tookMs)),
  };
  await db
    .insertInto('savedReports')
    .values({ asked, wantedAt: new Date(at), ...columns })
    .onConflict((conflict) => conflict.column('asked').doUpdateSet(columns))
    .execute();
  await db
    .deleteFrom('savedReports')
    .where('at', '<', new Date(at - KEPT_FOR))
    .execute();
}

/** Notes that somebody will ask questions, so that they are counted ahead. */
export async function expectReports(db: Db, questions: readonly string[], now: Instant): Promise<void> {
  const at = new Date(now);
  await db
    .insertInto('savedReports')
    .values(questions.map((asked) => ({ asked, answer: '{}', tookMs: 0, at, wantedAt: at, recountAt: at })))
    .onConflict((conflict) =>
      conflict
        .column('asked')
        .doUpdateSet({ wantedAt: at })
        .where('savedReports.wantedAt', '<=', new Date(now - NOTED_EVERY)),
    )
    .execute();
}

/** The question that is to be counted first; undefined if none is due. Nobody else gets it for an hour. */
export async function takeDueReport(db: Db, now: Instant): Promise<string | undefined> {
  const { rows } = await sql<{ asked: string }>`
    update saved_reports set recount_at = ${new Date(now + HOUR)} where asked = (
      select asked from saved_reports where recount_at <= ${new Date(now)} and wanted_at > ${new Date(now - WANTED_FOR)}
      order by recount_at limit 1 for update skip locked
    ) returning asked`.execute(db);
  return rows[0]?.asked;
}

export async function forgetReport(db: Db, asked: string): Promise<void> {
  await db.deleteFrom('savedReports').where('asked', '=', asked).execute();
}
