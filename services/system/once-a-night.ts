import { beginAct, listActs } from '../../db/system/audit.ts';
import type { Db } from '../../db/database.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { wallTimeAt } from '../../domain/time/local-time.ts';

/** The hours of the night in which nightly work begins. */
const NIGHT = { from: 2, to: 5 };

function isNight(zone: string, at: Instant): boolean {
  const hour = Math.floor((wallTimeAt(zone, at) % DAY) / HOUR);
  return hour >= NIGHT.from && hour < NIGHT.to;
}

export interface Night {
  readonly at: Instant;
  /** The company's. */
  readonly zone: string;
}

/**
 * Does something once each night, and says so in the audit log with what it returns.
 * @param action its name in the audit log
 * @returns 0: it never needs to be repeated
 */
export async function onceANight(
  db: Db,
  newId: () => string,
  action: string,
  { at, zone }: Night,
  run: () => Promise<Readonly<Record<string, unknown>>>,
): Promise<0> {
  if (!isNight(zone, at)) return 0;
  const [last] = await listActs(db, { action, from: at - DAY / 2, limit: 1 });
  if (last) return 0;
  const detail = await run();
  await beginAct(db, { id: newId(), at, principal: 'Trellis', action, subjects: [], detail }, 'done');
  return 0;
}
