import { v7 } from 'uuid';
import { saveStaff } from '../../cli/save-staff.ts';
import type { Db } from '../../db/database.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Clock } from '../../domain/time/clock.ts';
import type { StaffMember } from '../../simulate/sales/staff.ts';
import { staff, teams } from './staff.ts';

/** A member of sales with their id in the database. */
export type SeededStaff = StaffMember & { readonly repId: string };

/** Adds the teams and their people, as an administrator would. */
export async function seedStaff(db: Db, clock: Clock, policy: Policy): Promise<SeededStaff[]> {
  const repIds = await saveStaff({ db, clock, policy, newId: () => v7() }, teams);
  return staff.map((member, n) => ({ ...member, repId: repIds[n]! }));
}
