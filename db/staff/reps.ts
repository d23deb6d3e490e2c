import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { OwnCalendar } from '../../domain/time/written-hours.ts';
import type { RepRole } from '../columns.ts';
import type { Db } from '../database.ts';

/** What routing needs to know about a rep at an instant. */
export interface RepLoad {
  readonly id: string;
  readonly email: string;
  readonly teamId: string;
  readonly role: RepRole;
  readonly active: boolean;
  readonly absent: boolean;
  readonly open: number;
  readonly capacity: number;
  readonly weight: number;
  readonly territories: readonly string[];
  /** Their own hours, if they differ from the team's. */
  readonly calendar: OwnCalendar | null;
}

/**
 * The reps of a team, and others by id (the owner of a deal may be in another team). The caller must lock the team's row, so that two
 * leads do not both get the same turn.
 */
export async function repLoads(db: Db, teamId: string, besides: readonly string[], at: Instant): Promise<readonly RepLoad[]> {
  const now = new Date(at);
  const { rows } = await sql<RepLoad>`
    select reps.id, reps.email, reps.team_id, reps.role, reps.active, reps.capacity, reps.weight, reps.territory as territories, reps.calendar,
      exists (select from absences where rep_id = reps.id and starts_at <= ${now} and ends_at > ${now}) as absent,
      count(tasks.id)::int as open
    from reps left join tasks on tasks.assignee_id = reps.id and tasks.state = 'open'
    where reps.team_id = ${teamId} or reps.id = any(${besides}::uuid[])
    group by reps.id order by reps.id`.execute(db);
  return rows;
}

/** Whether this is the id of a rep. */
export async function isRep(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select from reps where id::text = ${id}`.execute(db);
  return rows.length === 1;
}

export interface RepRef {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
  readonly active: boolean;
}

/** The rep with an address; letter case makes no difference. */
export const repByAddress = (db: Db, address: string): Promise<RepRef | undefined> =>
  db
    .selectFrom('reps')
    .select(['id', 'name', 'teamId', 'active'])
    .where(sql`lower(email)`, '=', address.toLowerCase())
    .executeTakeFirst();

/** Whether an address is a rep's; letter case makes no difference. */
export const isRepAddress = async (db: Db, address: string): Promise<boolean> => (await repByAddress(db, address)) !== undefined;
