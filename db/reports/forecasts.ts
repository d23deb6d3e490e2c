import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import type { Db } from '../database.ts';

/** How long a forecast is up to date. */
const FRESH_FOR = DAY;
/** How long after a run without an answer the next one may begin. */
const TRIED_AGAIN_AFTER = HOUR;
/** Real milliseconds without a sign of life after which a run is over: another process may begin it anew. */
const GONE_AFTER = 15 * MINUTE;

const isGone = sql<boolean>`told_at < now() - ${GONE_AFTER} * interval '1 millisecond'`;

/** Notes that somebody wants the forecast of a month; it becomes due unless there is one of today. @param anew whatever there is */
export async function wantForecast(db: Db, month: string, { at, anew }: { at: Instant; anew: boolean }): Promise<void> {
  await sql`insert into forecasts (month) values (${month}) on conflict (month) do update set is_due = true
    where not forecasts.is_due and forecasts.told_at is null and (${anew} or forecasts.ended_at < ${new Date(at - FRESH_FOR)}
      or forecasts.failed is not null and forecasts.ended_at < ${new Date(at - TRIED_AGAIN_AFTER)})`.execute(db);
}

/** Begins the forecast of a month, if it is due. @returns whether the caller is to make it; nobody else is */
export async function takeForecast(db: Db, month: string): Promise<boolean> {
  const { rows } = await sql`update forecasts set is_due = false, progress = 'It begins', told_at = now(), failed = null
    where month = ${month} and (is_due and told_at is null or ${isGone}) returning month`.execute(db);
  return rows.length > 0;
}

/** Says how far a run has come, while it is under way. */
export const tellForecast = async (db: Db, month: string, progress: string): Promise<unknown> =>
  await db
    .updateTable('forecasts')
    .set({ progress, toldAt: sql<Date>`now()` })
    .where('month', '=', month)
    .where('toldAt', 'is not', null)
    .execute();

/** Ends a run: with an answer, or with the reason why there is none; then the answer of the last run stays. */
export const endForecast = async (
  db: Db,
  month: string,
  end: { readonly at: Instant } & ({ readonly answer: unknown } | { readonly failed: string }),
): Promise<unknown> =>
  await db
    .updateTable('forecasts')
    .set({
      ...('answer' in end ? { answer: JSON.stringify(end.answer) } : { failed: end.failed }),
      progress: null,
      toldAt: null,
      endedAt: new Date(end.at),
    })
    .where('month', '=', month)
    .execute();

/** The forecast of a month, as far as it has come; undefined if nobody wanted one. */
export const forecastOf = async (db: Db, month: string) =>
  await db.selectFrom('forecasts').selectAll().where('month', '=', month).executeTakeFirst();
