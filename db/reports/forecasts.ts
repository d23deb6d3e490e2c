import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import type { Db } from '../database.ts';

/** How long a forecast is up to date. */
const FRESH_FOR = DAY;
/** How long after a run without an answer the next one may begin. */
const TRIED_AGAIN_AFTER = HOUR;
/** Real milliseconds without a sign of life after which a run is over. */
const GONE_AFTER = 5 * MINUTE;

/** What is not known of a run that has ended. */
const over = { run: null, progress: null, toldAt: null };

/** Notes that somebody wants the forecast of a month; it becomes due unless there is one of today. @param anew whatever there is */
export async function wantForecast(db: Db, month: string, { at, anew }: { at: Instant; anew: boolean }): Promise<void> {
  await sql`insert into forecasts (month) values (${month}) on conflict (month) do update set is_due = true
    where not forecasts.is_due and forecasts.told_at is null and (${anew} or forecasts.ended_at < ${new Date(at - FRESH_FOR)}
      or forecasts.failed is not null and forecasts.ended_at < ${new Date(at - TRIED_AGAIN_AFTER)})`.execute(db);
}

/** A run that is under way. Another run may replace it; then whatever it says has no effect. */
export interface ForecastRun {
  readonly month: string;
  readonly id: string;
}

/** Ends the runs whose process is gone. Nobody repeats them at once: a run may be what had ended its process. */
export const endGoneForecasts = async (db: Db, at: Instant): Promise<unknown> =>
  await db
    .updateTable('forecasts')
    .set({ ...over, failed: 'The process that simulated it ended.', endedAt: new Date(at) })
    .where('toldAt', '<', sql<Date>`now() - ${GONE_AFTER} * interval '1 millisecond'`)
    .execute();

/** Begins the forecast of a month, if it is due. @returns the run, which is the caller's alone; undefined if there is nothing to do */
export async function takeForecast(db: Db, month: string): Promise<ForecastRun | undefined> {
  const { rows } = await sql<ForecastRun>`
    update forecasts set is_due = false, run = gen_random_uuid(), progress = 'It begins', told_at = now(), failed = null
    where month = ${month} and is_due returning month, run as id`.execute(db);
  return rows[0];
}

/** Shows that a run is still under way. @param progress how far it has come; as before by default */
export const tellForecast = async (db: Db, run: ForecastRun, progress?: string): Promise<unknown> =>
  await ofRun(db, run)
    .set({ toldAt: sql<Date>`now()`, ...(progress !== undefined && { progress }) })
    .execute();

/** Ends a run: with an answer, or with the reason why there is none; then the answer of the last run stays. */
export const endForecast = async (
  db: Db,
  run: ForecastRun,
  end: { readonly at: Instant } & ({ readonly answer: unknown } | { readonly failed: string }),
): Promise<unknown> =>
  await ofRun(db, run)
    .set({
      ...('answer' in end ? { answer: JSON.stringify(end.answer), failed: null } : { failed: end.failed }),
      ...over,
      endedAt: new Date(end.at),
    })
    .execute();

/** Gives a run back: the month is due again, so that another process takes it. */
export const giveBackForecast = async (db: Db, run: ForecastRun): Promise<unknown> =>
  await ofRun(db, run)
    .set({ ...over, isDue: true })
    .execute();

const ofRun = (db: Db, { month, id }: ForecastRun) =>
  db.updateTable('forecasts').where('month', '=', month).where('run', '=', id);

/** The forecast of a month, as far as it has come; undefined if nobody wanted one. */
export const forecastOf = async (db: Db, month: string) =>
  await db.selectFrom('forecasts').selectAll().where('month', '=', month).executeTakeFirst();
