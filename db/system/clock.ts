import { programTime, wallClock } from '../../domain/time/clock.ts';
import type { Clock, ClockSpec } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import { enrolUnderClock } from './outbox.ts';

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
  const known = await stored(db);
  if (known) return systemClock(known, options.now);
  await db
    .insertInto('clock')
    .values(rowOf(options.spec ?? wallClock))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return systemClock((await stored(db)) ?? wallClock, options.now);
}

/**
 * Makes program time pass at another speed. Stop every process of the installation first, and tell running workflows
 * (`clockChanged`) before workers start again.
 */
export async function changeClock(db: Db, spec: ClockSpec): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('clock').set(rowOf(spec)).execute();
    await enrolUnderClock(trx, spec);
  });
}

const rowOf = ({ origin, realOrigin, speed }: ClockSpec) => ({
  origin: new Date(origin),
  realOrigin: new Date(realOrigin),
  speed,
});

async function stored(db: Db): Promise<ClockSpec | undefined> {
  const row = await db.selectFrom('clock').select(['origin', 'realOrigin', 'speed']).executeTakeFirst();
  return row && { origin: row.origin.getTime(), realOrigin: row.realOrigin.getTime(), speed: row.speed };
}
