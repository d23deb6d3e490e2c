import { canWait } from '../../domain/time/absence.ts';
import type { Clock, Instant } from '../../domain/time/clock.ts';
import { chooseRep, isAnyoneFree, type Chosen, type RoutingPolicy } from '../tasks/choose-rep.ts';
import type { Db, Trx } from '../../db/database.ts';
import { giveTask, type GiveDeps } from '../tasks/give-task.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { passOnDeals, releaseLeads } from './left-behind.ts';
import { slaClock, type ClockPolicy } from '../tasks/sla-clock.ts';
import { looseTasks, teamsWithLooseWork, type Loose } from '../../db/tasks/loose-tasks.ts';
import { lockTask, surroundingsOf } from '../../db/tasks/tasks.ts';
import { lockTeam, type TeamRow } from '../../db/staff/teams.ts';
import type { TaskAndTeam } from '../../db/tasks/task-and-team.ts';
import { dueAtOf } from '../../domain/sales/sla-clock.ts';
import { taskKinds } from '../../domain/sales/task-kinds.ts';

export interface FollowDeps extends GiveDeps {
  readonly clock: Clock;
  readonly policy: GiveDeps['policy'] & RoutingPolicy;
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
      if (task.back && !task.hasLeft && (await waits(trx, policy, { task, team }, task.back.getTime(), at))) continue;
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

/** Uses the team's hours: the clock of an absent rep is stopped, but the lead waits just as long. */
async function waits(trx: Trx, policy: ClockPolicy, { task, team }: TaskAndTeam, back: Instant, at: Instant): Promise<boolean> {
  const { kind, sla, round, clockFrom, clockStoppedAt } = task;
  const from = clockFrom.getTime();
  const runs = sla !== null && clockStoppedAt === null;
  const clock = runs ? await slaClock(trx, policy, { team, task, assigneeId: null, sla, round, from }) : undefined;
  const dueAt = clock ? dueAtOf(clock) : task.dueAt?.getTime();
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

function whyLoose({ rep, hasLeft, back }: Loose): string {
  if (rep === null) return 'it was unassigned';
  return hasLeft ? `${rep} has left` : `${rep} is away until ${back?.toISOString().slice(0, 10) ?? ''}`;
}
