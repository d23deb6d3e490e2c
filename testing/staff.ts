import { upsertRep, upsertTeam } from '../db/staff/teams.ts';
import type { Db } from '../db/database.ts';
import type { StaffFile } from '../config/staff-file.ts';

/** A rep of a story. */
export interface Hired {
  readonly id: string;
  readonly team: string;
  readonly isManager: boolean;
}

/** The name of a rep in a story: the part of their address before the @. */
const nameOf = (email: string): string => email.slice(0, email.indexOf('@'));

/** Saves the teams and the reps of a story. @returns the reps, by name */
export async function hire(db: Db, staff: StaffFile, newId: () => string): Promise<ReadonlyMap<string, Hired>> {
  const teams: [id: string, team: StaffFile[number]][] = [];
  for (const { reps, ...team } of staff) teams.push([await upsertTeam(db, { id: newId(), ...team }), { reps, ...team }]);
  const hired = new Map<string, Hired>();
  for (const [teamId, { slug, reps }] of teams)
    for (const { absences: _, ...rep } of reps) {
      const id = await upsertRep(db, { id: newId(), teamId, ...rep });
      hired.set(nameOf(rep.email), { id, team: slug, isManager: rep.role === 'manager' });
    }
  return hired;
}
