import { unlessNeverOpen } from '../../domain/time/open-time.ts';
import type { WorkingCalendar } from '../../domain/time/working-calendar.ts';
import { readCalendar } from '../../domain/time/written-hours.ts';
import type { Db } from '../database.ts';
import type { TeamRow } from './teams.ts';

/**
 * The working hours for a task: the assignee's own, if they have any, otherwise the team's; without the assignee's absences.
 * @returns undefined if the rows are invalid
 */
export async function hoursOf(db: Db, team: TeamRow, assigneeId: string | null): Promise<WorkingCalendar | undefined> {
  if (assigneeId === null) return team.calendar;
  const rep = await db.selectFrom('reps').select('calendar').where('id', '=', assigneeId).executeTakeFirst();
  const absences = await db.selectFrom('absences').select(['startsAt', 'endsAt']).where('repId', '=', assigneeId).execute();
  const calendar = (rep?.calendar && readCalendar({ ...team.calendar, ...rep.calendar })) ?? team.calendar;
  return (
    calendar && {
      ...calendar,
      absences: absences.map(({ startsAt, endsAt }) => ({ from: startsAt.getTime(), to: endsAt.getTime() })),
    }
  );
}

/** The result of a calculation with some hours. A rep who is away for years counts as available; hours that never open give undefined. */
export const byHours = <T>(hours: WorkingCalendar, calculate: (hours: WorkingCalendar) => T): T | undefined =>
  unlessNeverOpen(() => calculate(hours)) ?? unlessNeverOpen(() => calculate({ ...hours, absences: [] }));
