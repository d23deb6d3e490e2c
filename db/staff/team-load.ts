import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { RepRole } from '../columns.ts';
import type { Db } from '../database.ts';

export interface StaffRow {
  readonly id: string;
  readonly team: string;
  readonly teamId: string;
  readonly name: string;
  readonly role: RepRole;
  readonly email: string;
  readonly active: boolean;
  readonly weight: number;
  readonly capacity: number;
  readonly territory: readonly string[];
}

/** The reps of a team, or of all teams. */
export const staffOf = (db: Db, teamId?: string): Promise<StaffRow[]> =>
  db
    .selectFrom('reps')
    .innerJoin('teams', 'teams.id', 'reps.teamId')
    .$if(teamId !== undefined, (query) => query.where('teamId', '=', teamId ?? ''))
    .select([
      'reps.id',
      'teams.slug as team',
      'teamId',
      'reps.name',
      'role',
      'email',
      'active',
      'weight',
      'capacity',
      'territory',
    ])
    .orderBy('teams.slug')
    .orderBy('reps.name')
    .orderBy('reps.id')
    .execute();

/** The current and future absences of some reps, in order. */
export async function absencesOf(db: Db, repIds: readonly string[], at: Instant) {
  const rows = await db
    .selectFrom('absences')
    .select(['repId', 'startsAt', 'endsAt', 'coverId'])
    .where(sql<boolean>`rep_id = any(${repIds}::uuid[])`)
    .where('endsAt', '>', new Date(at))
    .orderBy('startsAt')
    .execute();
  return rows.map(({ repId, startsAt, endsAt, coverId }) => ({
    repId,
    from: startsAt.getTime(),
    to: endsAt.getTime(),
    cover: coverId ?? undefined,
  }));
}

/** How many open tasks each rep has, how many are overdue, and since when the oldest is open; under null, the unassigned tasks of a team. */
export async function openByRep(db: Db, teamId: string | undefined, at: Instant) {
  const { rows } = await sql<{ team: string; repId: string | null; open: number; overdue: number; oldest: Date }>`
    select teams.slug as team, assignee_id as rep_id, count(*)::int as open, count(*) filter (where due_at < ${new Date(at)})::int as overdue,
      min(opened_at) as oldest
    from tasks join teams on teams.id = team_id
    where state = 'open' and (${teamId ?? null}::uuid is null or team_id = ${teamId ?? null}::uuid)
    group by 1, 2`.execute(db);
  return rows;
}
