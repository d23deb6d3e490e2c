import { sql } from 'kysely';
import { canWait } from '../../domain/time/absence.ts';
import type { Clock, Instant } from '../../domain/time/clock.ts';
import { chooseRep, isAnyoneFree, type Chosen, type RoutingPolicy } from '../tasks/choose-rep.ts';
import type { Db, Trx } from '../../db/database.ts';
import { giveTask, type GiveDeps } from '../tasks/give-task.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { passOnDeals, releaseLeads } from './left-behind.ts';
import { slaClock } from '../tasks/sla-clock.ts';
import { lockTask, surroundingsOf, type TaskRow } from '../../db/tasks/tasks.ts';
import { lockTeam, type TeamRow } from '../../db/staff/teams.ts';
import type { TaskAndTeam } from '../../db/tasks/task-and-team.ts';
import type { Slas } from '../../domain/sales/sla.ts';
import { taskKinds } from '../../domain/sales/task-kinds.ts';

export interface FollowDeps extends GiveDeps {
  readonly clock: Clock;
  readonly policy: GiveDeps['policy'] & RoutingPolicy;
}

/** An open task that is unassigned, or whose rep is not available. */
interface Loose extends TaskRow {
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

/**
 * Reassigns work when people leave or are away: tasks and deals of a rep who has left, urgent tasks of a rep who is away, and
 * unassigned tasks as soon as someone is free. A task that no one can take waits in its team's list. Routing rules decide; neither the
 * SLA nor its mode matters.
 * @returns how many tasks and deals were reassigned
 */
export const followPeople = (db: Db, { clock, policy, newId }: FollowDeps, teamId: string): Promise<number> =>
  inTransaction(db, async (trx) => {
    const team = await lockTeam(trx, { id: teamId });
    if (!team) return 0;
    const at = clock.now();
    let hasFreeRep = await isAnyoneFree(trx, team, at);
    let changed = 0;
    for (const task of await looseTasks(trx, teamId, hasFreeRep, at)) {
      if (task.assigneeId === null && !hasFreeRep && !task.hasColleague) continue;
      if (task.back && !task.hasLeft && (await waits(trx, policy.slas, { task, team }, task.back.getTime(), at))) continue;
      const chosen = await successor(trx, policy, team, task, at);
      if (chosen?.assigneeId === undefined && hasFreeRep) hasFreeRep = await isAnyoneFree(trx, team, at);
      if (!chosen || chosen.assigneeId === (task.assigneeId ?? undefined)) continue;
      if ((await lockTask(trx, task.id))?.state !== 'open') continue;
      const giving = { to: chosen.assigneeId ?? null, because: [whyLoose(task), chosen.because].join('; '), at };
      await giveTask(trx, { policy, newId }, { task, team }, giving);
      changed++;
    }
    return changed + (await passOnDeals(trx, policy, team, at)) + (await releaseLeads(trx, teamId, at));
  });

/** Reassigns work in every team that may have some. @returns how many tasks and deals were reassigned */
export async function followAllTeams(db: Db, deps: FollowDeps): Promise<number> {
  let changed = 0;
  for (const teamId of await teamsWithLooseWork(db, deps.clock.now())) changed += await followPeople(db, deps, teamId);
  return changed;
}

/** The teams with work that may need another owner. */
async function teamsWithLooseWork(db: Db, at: Instant): Promise<readonly string[]> {
  const { rows } = await sql<{ teamId: string }>`
    select team_id from tasks where state = 'open' and assignee_id is null
    union select tasks.team_id from reps join tasks on assignee_id = reps.id and state = 'open'
    where not active or exists (select from absences where rep_id = reps.id and starts_at <= ${new Date(at)} and ends_at > ${new Date(at)})
    union select team_id from reps where not active
      and (exists (select from leads where owner_id = reps.id)
        or exists (select from opportunities where owner_id = reps.id and closed_at is null))`.execute(db);
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
async function looseTasks(trx: Trx, teamId: string, hasFreeRep: boolean, at: Instant): Promise<readonly Loose[]> {
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

/** Uses the team's hours: the clock of an absent rep is stopped, but the lead waits just as long. */
async function waits(trx: Trx, slas: Slas, { task, team }: TaskAndTeam, back: Instant, at: Instant): Promise<boolean> {
  const { kind, sla, round, clockFrom, clockStoppedAt } = task;
  const from = clockFrom.getTime();
  const runs = sla !== null && clockStoppedAt === null;
  const clock = runs ? await slaClock(trx, slas, { team, assigneeId: null, sla, round, from }) : undefined;
  const dueAt = clock ? clock.rungs[0]?.at : task.dueAt?.getTime();
  return canWait({ kind, back, at, dueAt, clockEndsAt: clock?.rungs.at(-1)?.at });
}

/** The named cover, otherwise the rep whom routing chooses. An unassigned task that no one can take stays unassigned. */
async function successor(trx: Trx, policy: RoutingPolicy, team: TeamRow, task: Loose, at: Instant): Promise<Chosen | undefined> {
  if (task.coverId !== null && !task.hasLeft) return { assigneeId: task.coverId, because: 'covers for them' };
  const around = await surroundingsOf(trx, task.leadId);
  if (!around) return undefined;
  const exclude = task.assigneeId === null ? task.exclude : [...task.exclude, task.assigneeId];
  const prefer = task.lastId ?? undefined;
  const { mayJoin, managersFirst } = taskKinds[task.kind];
  const chosen = await chooseRep(trx, policy, { team, around, mayJoin, managersFirst, prefer, exclude, at });
  return chosen.assigneeId === undefined && task.assigneeId === null ? undefined : chosen;
}

const whyLoose = ({ rep, hasLeft, back }: Loose): string => {
  if (rep === null) return 'it was unassigned';
  return hasLeft ? `${rep} has left` : `${rep} is away until ${back?.toISOString().slice(0, 10) ?? ''}`;
};
