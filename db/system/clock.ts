import { programTime, wallClock } from '../../domain/time/clock.ts';
import type { Clock, ClockSpec } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';

/** A clock that follows a specification; `now` returns the real milliseconds since the epoch. */
export const systemClock = (spec: ClockSpec = wallClock, now: () => number = Date.now): Clock => ({
  spec,
  now: () => programTime(spec, now()),
});

/**
 * The installation's clock from the database. The first call sets it permanently: to `spec`, otherwise to the wall clock.
 * @param options.now real milliseconds since the epoch
 */
export async function loadClock(db: Db, options: { now?: () => number; spec?: ClockSpec } = {}): Promise<Clock> {
  const { origin, realOrigin, speed } = options.spec ?? wallClock;
  const known = await stored(db);
  if (known) return systemClock(known, options.now);
  await db
    .insertInto('clock')
    .values({ origin: new Date(origin), realOrigin: new Date(realOrigin), speed })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return systemClock((await stored(db)) ?? wallClock, options.now);
}

const stored = async (db: Db): Promise<ClockSpec | undefined> => {
  const row = await db.selectFrom('clock').select(['origin', 'realOrigin', 'speed']).executeTakeFirst();
  return row && { origin: row.origin.getTime(), realOrigin: row.realOrigin.getTime(), speed: row.speed };
};
