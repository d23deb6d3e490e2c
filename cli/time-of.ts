import { loadClock } from '../db/system/clock.ts';
import type { Db } from '../db/database.ts';
import { postgresTime } from '../db/system/postgres-time.ts';
import { risingIds } from '../db/system/rising-ids.ts';
import type { Clock } from '../domain/time/clock.ts';

/** The clock of a command: Postgres' time, because the local machine's clock may be minutes off. */
export async function timeOf(db: Db): Promise<{ readonly clock: Clock; readonly newId: () => string }> {
  const { now, measure } = postgresTime(db, Date.now);
  await measure();
  return { clock: await loadClock(db, { now }), newId: risingIds(now) };
}
