import { sql } from 'kysely';
import { unlessNeverOpen } from '../../domain/time/open-time.ts';
import type { WorkingCalendar } from '../../domain/time/working-calendar.ts';
import { readCalendar, type OwnCalendar, type SavedCalendar } from '../../domain/time/written-hours.ts';
import type { Db, Trx } from '../database.ts';
import type { TeamRow } from './teams.ts';
import { milliseconds } from '../milliseconds.ts';

/**
 * The working hours for a task: the assignee's, by their own team if they help out in another one, otherwise the team's; without the
 * assignee's absences.
 * @returns undefined if the rows are invalid
 */
export async function hoursOf(db: Db, team: TeamRow, assigneeId: string | null): Promise<WorkingCalendar | undefined> {
  if (assigneeId === null) return team.calendar;
  const rep = await db
    .selectFrom('reps')
    .innerJoin('teams', 'teams.id', 'reps.teamId')
    .select(['reps.calendar as own', 'teams.calendar as team'])
    .where('reps.id', '=', assigneeId)
    .executeTakeFirst();
  const absences = await db.selectFrom('absences').select(['startsAt', 'endsAt']).where('repId', '=', assigneeId).execute();
  const calendar = (rep?.own && readCalendar({ ...rep.team, ...rep.own })) ?? readCalendar(rep?.team);
  return (
    calendar && {
      ...calendar,
      absences: absences.map(({ startsAt, endsAt }) => ({ from: startsAt.getTime(), to: endsAt.getTime() })),
    }
  );
}

/** The working hours of all active reps, with their absences; those whose rows are invalid are left out. */
export async function hoursOfReps(db: Db): Promise<{ repId: string; hours: WorkingCalendar }[]> {
  const { rows } = await sql<{
    repId: string;
    team: SavedCalendar;
    own: OwnCalendar | null;
    absences: { from: number; to: number }[];
  }>`
    select reps.id as rep_id, teams.calendar as team, reps.calendar as own,
      (select coalesce(jsonb_agg(jsonb_build_object('from', ${milliseconds('starts_at')}, 'to', ${milliseconds('ends_at')})), '[]')
        from absences where rep_id = reps.id) as absences
    from reps join teams on teams.id = reps.team_id where reps.active order by reps.id`.execute(db);
  return rows.flatMap(({ repId, team, own, absences }) => {
    const hours = (own && readCalendar({ ...team, ...own })) ?? readCalendar(team);
    return hours ? [{ repId, hours: { ...hours, absences } }] : [];
  });
}

/** The result of a calculation with some hours. A rep who is away for years counts as available; hours that never open give undefined. */
export const byHours = <T>(hours: WorkingCalendar, calculate: (hours: WorkingCalendar) => T): T | undefined =>
  unlessNeverOpen(() => calculate(hours)) ?? unlessNeverOpen(() => calculate({ ...hours, absences: [] }));

/** The hours of each team as they were written, with those of its reps that differ; of one team, or of all. */
export async function writtenHours(db: Db, teamId: string | undefined) {
  const { rows } = await sql<{
    slug: string;
    name: string;
    calendar: SavedCalendar;
    reps: readonly { readonly name: string; readonly calendar: OwnCalendar }[];
  }>`
    select slug, name, calendar,
      (select coalesce(jsonb_agg(jsonb_build_object('name', reps.name, 'calendar', reps.calendar) order by reps.name), '[]')
        from reps where team_id = teams.id and active and reps.calendar is not null) as reps
    from teams where ${teamId ?? null}::uuid is null or id = ${teamId ?? null}::uuid order by slug`.execute(db);
  return rows;
}

/** The hours of a team, locked: two changes at the same time follow one another. */
export const lockHoursOfTeam = async (trx: Trx, id: string): Promise<SavedCalendar> =>
  (await trx.selectFrom('teams').select('calendar').where('id', '=', id).forNoKeyUpdate().executeTakeFirstOrThrow()).calendar;

/** What differs from the team's hours, locked; null for nothing. */
export const lockHoursOfRep = async (trx: Trx, id: string): Promise<OwnCalendar | null> =>
  (await trx.selectFrom('reps').select('calendar').where('id', '=', id).forNoKeyUpdate().executeTakeFirstOrThrow()).calendar;

/** Triggers mark the tasks whose due times may change. */
export const saveHoursOfTeam = (trx: Trx, id: string, calendar: SavedCalendar): Promise<unknown> =>
  trx
    .updateTable('teams')
    .set({ calendar: JSON.stringify(calendar) })
    .where('id', '=', id)
    .execute();

export const saveHoursOfRep = (trx: Trx, id: string, calendar: OwnCalendar | null): Promise<unknown> =>
  trx
    .updateTable('reps')
    .set({ calendar: calendar && JSON.stringify(calendar) })
    .where('id', '=', id)
    .execute();

/** The zone in which a rep works: their own, otherwise the team's. */
export async function zoneOfRep(db: Db, id: string): Promise<string> {
  const { own, team } = await db
    .selectFrom('reps')
    .innerJoin('teams', 'teams.id', 'reps.teamId')
    .where('reps.id', '=', id)
    .select(['reps.calendar as own', 'teams.calendar as team'])
    .executeTakeFirstOrThrow();
  return own?.zone ?? team.zone;
}
