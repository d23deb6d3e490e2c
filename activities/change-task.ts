import { assignTask } from '../services/tasks/assign-task.ts';
import type { Trx } from '../db/database.ts';
import { clockGoingTo } from '../services/tasks/give-task.ts';
import { closeDealOfTask } from '../db/accounts/opportunities.ts';
import { startClock } from '../services/tasks/start-clock.ts';
import { closeTask, surroundingsOf } from '../db/tasks/tasks.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Instant } from '../domain/time/clock.ts';
import { chooseRep, type RoutingPolicy } from '../services/tasks/choose-rep.ts';
import type { TaskChange, TaskChanged } from './contract.ts';
import type { Bookkeeping } from './bookkeeping.ts';
import { writeJournal } from './record.ts';
import { lockTaskAndTeam } from './task-and-team.ts';
import type { TaskAndTeam } from './task-and-team.ts';

type ToRep = Extract<TaskChange['change'], { to: 'rep' }>;

/**
 * Gives an open task to another rep, or closes it without an outcome. A closed task can't be reassigned.
 * @throws ActivityError TASK_UNKNOWN
 */
export const changeTask =
  (deps: Bookkeeping) =>
  (order: TaskChange): Promise<TaskChanged> =>
    deps.db.transaction().execute(async (trx) => {
      const { clock, policy, newId } = deps;
      await writeJournal(trx, order, deps);
      const locked = await lockTaskAndTeam(trx, order.taskId);
      const { change } = order;
      if (change.to === 'rep' && locked.task.state !== 'open') return { rejected: 'TaskClosed' };
      if (change.to === 'rep') return give(trx, policy, newId(), locked, change, order.by, clock.now());
      const at = clock.now();
      const wasOpen = await closeTask(trx, order.taskId, 'cancelled', change.because, at);
      // A deal is worked through its task, so closing the task ends the deal, at the same instant: an undo opens both again.
      if (wasOpen) await closeDealOfTask(trx, locked.task, 'recycled', at);
      return {};
    });

async function give(
  trx: Trx,
  policy: Policy,
  id: string,
  locked: TaskAndTeam,
  change: ToRep,
  by: string | undefined,
  at: Instant,
): Promise<TaskChanged> {
  const { task } = locked;
  const assigneeId = change.repId ?? (await anotherRep(trx, policy, locked, change.exclude, at)) ?? task.assigneeId;
  const because = assigneeId === by ? 'took it over' : 'the manager assigned it';
  if (assigneeId !== null && assigneeId !== task.assigneeId) await assignTask(trx, task, { id, repId: assigneeId, because, at });
  const clock = change.restartClock
    ? await startClock(trx, policy, { ...locked, task: { ...task, assigneeId } }, change.restartClock, at)
    : assigneeId === task.assigneeId
      ? undefined
      : await clockGoingTo(trx, policy, locked, assigneeId, at);
  return { assigneeId: assigneeId ?? undefined, clock };
}

async function anotherRep(
  trx: Trx,
  policy: RoutingPolicy,
  { task, team }: TaskAndTeam,
  exclude: readonly string[],
  at: Instant,
): Promise<string | undefined> {
  const around = await surroundingsOf(trx, task.leadId);
  if (!around) return undefined;
  const had = task.assigneeId === null ? [] : [task.assigneeId];
  return (await chooseRep(trx, policy, { team, around, mayJoin: false, exclude: [...exclude, ...had], at })).assigneeId;
}
