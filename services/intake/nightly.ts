import type { Db } from '../../db/database.ts';
import { onceANight, type Night } from '../system/once-a-night.ts';
import { attend, type AttendPolicy } from './attend.ts';

/**
 * Once each night: gives leads that nobody looks after to the standing program or a rep. The audit log says how many, and how many are left;
 * if any are, managers get an alert.
 */
export const nightly = (db: Db, policy: AttendPolicy, newId: () => string, night: Night): Promise<0> =>
  onceANight(db, newId, 'intake.nightly', night, async () => {
    const { counts, ...detail } = await attend(db, policy, newId, night.at);
    return { ...detail, ...counts };
  });
