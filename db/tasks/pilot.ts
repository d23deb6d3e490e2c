import { sql } from 'kysely';
import type { Rung, SlaId, SlaMode, SlaModes } from '../../domain/sales/sla.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import { actedAt } from './acted-at.ts';

/** How the reps of a team kept an SLA. */
export interface Kept {
  readonly teamId: string;
  readonly sla: SlaId;
  readonly tasks: number;
  /** Tasks on which a rep acted before the target of the SLA. */
  readonly inTime: number;
  /** Tasks on which a rep acted at all. */
  readonly acted: number;
  /** Tasks in which a rep spoke with the lead. */
  readonly spoken: number;
}

const ofTeam = (teamId: string | undefined) =>
  sql<boolean>`(${teamId ?? null}::uuid is null or team_id = ${teamId ?? null}::uuid)`;

/** How the tasks that were opened since an instant were kept, by team and by the SLA of their first clock. */
export async function slasKept(db: Db, since: Instant, teamId?: string): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select team_id, first_sla as sla, count(*)::int as tasks,
      count(*) filter (where ${actedAt} <= target_at)::int as in_time,
      count(${actedAt})::int as acted, count(first_contact_at)::int as spoken
    from tasks as t where first_sla is not null and opened_at >= ${new Date(since)} and ${ofTeam(teamId)}
    group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}

/** How often the rungs of an SLA were reached in a team. */
export interface RungsReached {
  readonly teamId: string;
  readonly sla: SlaId;
  readonly rung: Rung;
  readonly mode: SlaMode;
  readonly times: number;
}

export async function rungsReachedSince(db: Db, since: Instant, teamId?: string): Promise<RungsReached[]> {
  const { rows } = await sql<RungsReached>`
    select team_id, sla_events.sla, rung, mode, count(*)::int as times
    from sla_events join tasks on tasks.id = task_id
    where sla_events.at >= ${new Date(since)} and ${ofTeam(teamId)} group by 1, 2, 3, 4`.execute(db);
  return rows;
}

/** An open task on which nobody has acted although it was due. */
export interface Overdue {
  readonly taskId: string;
  readonly leadId: string;
  readonly email: string;
  readonly rep: string | null;
  readonly team: string;
  readonly slaMode: SlaMode;
  readonly slaModes: SlaModes;
  readonly sla: SlaId;
  readonly openedAt: Date;
  readonly clockFrom: Date;
  readonly rungs: readonly Rung[];
}

/** The overdue tasks of a team, or of all, those that have been open for longest first. */
export async function overdueTasks(db: Db, at: Instant, most: number, teamId?: string): Promise<Overdue[]> {
  const { rows } = await sql<Overdue>`
    select tasks.id as task_id, tasks.lead_id, leads.email, reps.name as rep, teams.slug as team, sla_mode, sla_modes, tasks.sla,
      opened_at, clock_from,
      array(select rung from sla_events where task_id = tasks.id and round = tasks.round order by sla_events.at, due_at) as rungs
    from tasks join leads on leads.id = tasks.lead_id join teams on teams.id = tasks.team_id left join reps on reps.id = assignee_id
    where state = 'open' and tasks.sla is not null and (due_at < ${new Date(at)}
      or exists (select from sla_events where task_id = tasks.id and round = tasks.round)) and (${teamId ?? null}::uuid is null or tasks.team_id = ${teamId ?? null}::uuid)
    order by opened_at, tasks.id limit ${most}`.execute(db);
  return rows;
}
