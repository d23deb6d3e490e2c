import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db, Trx } from '../database.ts';
import type { TaskRow } from './tasks.ts';

/** An open task that is unassigned, or whose rep is not available. */
export interface Loose extends TaskRow {
  readonly rep: string | null;
  readonly hasLeft: boolean;
  readonly back: Date | null;
  /** The colleague named as cover for the absence, if available. */
  readonly coverId: string | null;
  /** The rep who had it before it became unassigned. */
  readonly lastId: string | null;
  /** A colleague has a deal or another task at the account. They may get this task whatever their load. */
  readonly hasColleague: boolean;
}

/** SQL: the teams with work that may need another owner. */
export const withLooseWork = (at: Instant) => sql<{ teamId: string }>`
    select team_id from tasks where state = 'open' and assignee_id is null
    union select tasks.team_id from reps join tasks on assignee_id = reps.id and state = 'open'
    where not active or exists (select from absences where rep_id = reps.id and starts_at <= ${new Date(at)} and ends_at > ${new Date(at)})
    union select team_id from reps where not active
      and (exists (select from leads where owner_id = reps.id)
        or exists (select from opportunities where owner_id = reps.id and closed_at is null))`;

export async function teamsWithLooseWork(db: Db, at: Instant): Promise<readonly string[]> {
  const { rows } = await withLooseWork(at).execute(db);
  return rows.map(({ teamId }) => teamId);
}

/** SQL: whether a rep has a deal, or another task, at the account of a task's lead. */
const hasColleague = sql<boolean>`exists (
  select from leads where leads.id = tasks.lead_id and (
    exists (select from opportunities where account_id = leads.account_id and closed_at is null)
    or exists (
      select from tasks as other
      where other.account_id = leads.account_id and other.state = 'open' and other.assignee_id is not null)))`;

/**
 * The tasks that are due first come first. While no one is free, unassigned tasks are left out unless a colleague may get them: the
 * list of a full team may be long, and this query runs every few seconds.
 */
export async function looseTasks(trx: Trx, teamId: string, hasFreeRep: boolean, at: Instant): Promise<readonly Loose[]> {
  const now = new Date(at);
  const { rows } = await sql<Loose>`
    select tasks.*, reps.name as rep, coalesce(not reps.active, false) as has_left, away.back, away.cover_id,
      case when assignee_id is null then (
        select rep_id from assignments where task_id = tasks.id and rep_id is not null order by at desc, id desc limit 1
      ) end as last_id, ${hasColleague} as has_colleague
    from tasks left join reps on reps.id = assignee_id
    left join (
      select rep_id, max(ends_at) as back,
        (array_agg(cover_id order by ends_at desc) filter (where exists (
          select from reps as cover where cover.id = cover_id and active and not exists (
            select from absences as other where other.rep_id = cover.id and other.starts_at <= ${now} and other.ends_at > ${now}))))[1] as cover_id
      from absences where starts_at <= ${now} and ends_at > ${now} group by rep_id
    ) as away on away.rep_id = reps.id
    where tasks.team_id = ${teamId} and tasks.state = 'open' and (not reps.active or away.back is not null or (assignee_id is null and (${hasFreeRep}::boolean or ${hasColleague})))
    order by due_at nulls last, tasks.id`.execute(trx);
  return rows;
}
