import { v7 as uuid } from 'uuid';
import type { Db } from '../../db/database.ts';
import { upsertAbsence } from '../../db/staff/absences.ts';
import { upsertRep, upsertTeam } from '../../db/staff/teams.ts';
import { staff, teams, type StaffMember, type TeamSlug } from './staff.ts';

/** A rep with the id that the database gave. */
export interface SeededStaff extends StaffMember {
  readonly repId: string;
}

/** Adds the teams and the people in them, as an administrator would. @param domain of their mail addresses */
export async function seedStaff(db: Db, domain: string): Promise<SeededStaff[]> {
  const teamIds = new Map<TeamSlug, string>();
  for (const [slug, team] of Object.entries(teams) as [TeamSlug, (typeof teams)[TeamSlug]][])
    teamIds.set(slug, await upsertTeam(db, { id: uuid(), slug, ...team }));
  const seeded: SeededStaff[] = [];
  for (const member of staff) {
    const { key, name, title, phone, role, absent } = member;
    const teamId = teamIds.get(member.team) ?? '';
    const repId = await upsertRep(db, { id: uuid(), teamId, role, name, title, phone, email: `${key}@${domain}` });
    if (absent) await upsertAbsence(db, { id: uuid(), repId, ...absent });
    seeded.push({ ...member, repId });
  }
  return seeded;
}
