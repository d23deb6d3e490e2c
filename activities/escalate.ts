import { assignTask } from '../services/tasks/assign-task.ts';
import type { Trx } from '../db/database.ts';
import { recordSlaEvent, slaEvent } from '../db/tasks/sla-events.ts';
import { startClock } from '../services/tasks/start-clock.ts';
import { setDue, surroundingsOf, type TaskRow } from '../db/tasks/tasks.ts';
import type { Instant } from '../domain/time/clock.ts';
import { movedClock, runningClock, type ClockPolicy } from '../services/tasks/sla-clock.ts';
import { ownsDeal } from '../db/accounts/opportunities.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { modeOf, rungWithDeal, type Rung } from '../domain/sales/sla.ts';
import type { SlaClock } from '../domain/sales/sla-clock.ts';
import { chooseRep, type RoutingPolicy } from '../services/tasks/choose-rep.ts';
import type { Escalated, EscalationOrder } from './contract.ts';
import type { Bookkeeping } from './bookkeeping.ts';
import { writeJournal } from './record.ts';
import { lockTaskAndTeam } from './task-and-team.ts';
import type { TaskAndTeam } from './task-and-team.ts';

/**
 * Records that a clock reached a rung, once for each task, round and rung, and acts on it if the team's SLA is enforced.
 * @throws ActivityError TASK_UNKNOWN
 */
export const escalate =
  (deps: Bookkeeping) =>
  (order: EscalationOrder): Promise<Escalated> =>
    deps.db.transaction().execute(async (trx) => {
      await writeJournal(trx, order, deps);
      const locked = await lockTaskAndTeam(trx, order.taskId);
      const { policy, newId, clock } = deps;
      return (await earlierAnswer(trx, policy, locked, order)) ?? reach(trx, policy, newId(), locked, order, clock.now());
    });

async function reach(
  trx: Trx,
  policy: Policy,
  id: string,
  { task, team }: TaskAndTeam,
  order: EscalationOrder,
  now: Instant,
): Promise<Escalated> {
  const { taskId, round, leadId, sla, dueAt } = order;
  const mode = modeOf(team, sla);
  // No timer takes a deal away from its owner, or closes it.
  const rung = (await ownsDeal(trx, task)) ? rungWithDeal(order.rung) : order.rung;
  // The clock has restarted in the meantime. The answer tells the lead what it has missed.
  if (task.round > round) return currentState(trx, policy, { task, team });
  const later = await movedLater(trx, policy, { task, team }, order, now);
  if (later) return { mode, notYet: later };
  const event = { taskId, round, leadId, sla, dueAt, mode, at: now };
  const acts = mode === 'enforce' && task.state === 'open';
  await setNextDue(trx, policy, { task, team }, order);
  const reassignedTo = acts && rung === 'reassign' ? await reassign(trx, policy, id, { task, team }, order, now) : undefined;
  const assigneeId = reassignedTo ?? task.assigneeId;
  await recordSlaEvent(trx, { ...event, rung: isOnlyAsked(task, rung) ? 'alertManager' : rung, assigneeId });
  // No one else can take it: the task stays where it is, and the manager is alerted.
  if (acts && rung === 'reassign' && !reassignedTo) await recordSlaEvent(trx, { ...event, rung: 'alertManager', assigneeId });
  // The task was unassigned, so the lead does not return to nurture for it. It waits, and the manager is asked again.
  if (acts && isOnlyAsked(task, rung)) {
    const again = await startClock(trx, policy, { task, team }, sla, dueAt);
    return again ? { mode, clock: again } : { mode: 'observe' };
  }
  if (rung === 'flag') return { mode: 'observe' };
  const decision =
    acts && rung === 'decide' ? await startClock(trx, policy, { task, team }, 'managerDecision', dueAt) : undefined;
  return {
    mode,
    assigneeId: acts && rung === 'reassign' ? (assigneeId ?? undefined) : undefined,
    clock: decision,
  };
}

/** From now on the task is due at its next rung; after the last one it stays overdue. */
async function setNextDue(trx: Trx, policy: ClockPolicy, locked: TaskAndTeam, { taskId, rung }: EscalationOrder): Promise<void> {
  const { rungs = [] } = (await runningClock(trx, policy, locked)) ?? {};
  const next = rungs[rungs.findIndex((one) => one.rung === rung) + 1];
  if (next) await setDue(trx, taskId, next.at);
}

/** Whether the time of an unassigned task is over, so that only its manager is alerted. */
const isOnlyAsked = ({ assigneeId }: TaskRow, rung: Rung): boolean => rung === 'recycle' && assigneeId === null;

/** The assignee and the running clock; a rung of an earlier clock has no effect. */
async function currentState(trx: Trx, policy: ClockPolicy, locked: TaskAndTeam): Promise<Escalated> {
  const clock = await runningClock(trx, policy, locked);
  if (!clock) return { mode: 'observe' };
  const { assigneeId } = locked.task;
  return { mode: modeOf(locked.team, clock.sla), clock, assigneeId: assigneeId ?? undefined };
}

/** The clock, if hours, holidays or absences have moved this rung into the future since the clock was set. */
async function movedLater(
  trx: Trx,
  policy: ClockPolicy,
  locked: TaskAndTeam,
  order: EscalationOrder,
  now: Instant,
): Promise<SlaClock | undefined> {
  if (!locked.task.clockMoved || locked.task.round !== order.round) return undefined;
  const clock = await runningClock(trx, policy, locked);
  const due = clock?.rungs.find(({ rung }) => rung === order.rung)?.at ?? now;
  return due > Math.max(now, order.dueAt) ? await movedClock(trx, policy, locked, now) : undefined;
}

async function reassign(
  trx: Trx,
  policy: RoutingPolicy,
  id: string,
  { task, team }: TaskAndTeam,
  order: EscalationOrder,
  at: Instant,
): Promise<string | undefined> {
  const around = await surroundingsOf(trx, task.leadId);
  if (!around) return undefined;
  const exclude = [...order.exclude, ...(task.assigneeId === null ? [] : [task.assigneeId])];
  const { assigneeId, because } = await chooseRep(trx, policy, { team, around, mayJoin: false, exclude, at });
  if (assigneeId !== undefined)
    await assignTask(trx, task, { id, repId: assigneeId, because: `no one acted in time; ${because}`, at });
  return assigneeId;
}

/** The answer given when the rung was first recorded; undefined the first time. */
async function earlierAnswer(
  trx: Trx,
  policy: ClockPolicy,
  { task, team }: TaskAndTeam,
  order: EscalationOrder,
): Promise<Escalated | undefined> {
  const event = await slaEvent(trx, order.taskId, order.round, order.rung);
  if (!event) return undefined;
  const { mode, assigneeId } = event;
  if (mode === 'observe') return { mode };
  // The manager's clock, or the one that has followed it.
  if (order.rung === 'decide')
    return { mode, clock: task.round > order.round ? await runningClock(trx, policy, { task, team }) : undefined };
  return { mode, assigneeId: order.rung === 'reassign' ? (assigneeId ?? undefined) : undefined };
}
