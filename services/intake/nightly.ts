import { beginAct, listActs } from '../../db/system/audit.ts';
import type { Db } from '../../db/database.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { wallTimeAt } from '../../domain/time/local-time.ts';
import { attend, type AttendPolicy } from './attend.ts';

/** The hours of the night in which the check runs. */
const NIGHT = { from: 2, to: 5 };

const isNight = (zone: string, at: Instant): boolean => {
  const hour = Math.floor((wallTimeAt(zone, at) % DAY) / HOUR);
  return hour >= NIGHT.from && hour < NIGHT.to;
};

/**
 * Once each night: gives whom nobody looks after to the standing program or a rep. The audit log says how many, and how many are left;
 * if any are, managers get an alert.
 * @param zone the company's
 * @returns 0: it never needs to be repeated
 */
export async function nightly(
  db: Db,
  policy: AttendPolicy,
  newId: () => string,
  { at, zone }: { readonly at: Instant; readonly zone: string },
): Promise<0> {
  if (!isNight(zone, at)) return 0;
  const [last] = await listActs(db, { action: 'intake.nightly', from: at - DAY / 2, limit: 1 });
  if (last) return 0;
  const { counts, ...detail } = await attend(db, policy, newId, at);
  const act = { id: newId(), at, principal: 'Trellis', action: 'intake.nightly', subjects: [], detail: { ...detail, ...counts } };
  await beginAct(db, act, 'done');
  return 0;
}
