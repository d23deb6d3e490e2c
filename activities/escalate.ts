import { assignTask } from '../db/assign-task.ts';
import type { Db } from '../db/database.ts';
import { recordSlaEvent, slaEvent } from '../db/sla-events.ts';
import { startClock } from '../db/start-clock.ts';
import { surroundingsOf } from '../db/tasks.ts';
import type { Instant } from '../domain/clock.ts';
import { slaClock } from '../domain/sla-clock.ts';
import { chooseRep } from '../db/choose-rep.ts';
import type { Escalated, EscalationOrder } from './contract.ts';
import type { Bookkeeping } from './bookkeeping.ts';
import { writeJournal } from './record.ts';
import { lockTaskAndTeam } from './task-and-team.ts';
import type { TaskAndTeam } from './task-and-team.ts';

/**
 * Records that a rung was reached, once per task, round and rung; where the team's SLA is enforced, acts on it.
 * @throws ActivityError TASK_UNKNOWN
 */
export const escalate =
  ({ db, clock, newId, log }: Bookkeeping) =>
  (order: EscalationOrder): Promise<Escalated> =>
    db.transaction().execute(async (trx) => {
      await writeJournal(trx, order, log);
      const locked = await lockTaskAndTeam(trx, order.taskId);
      return (await earlierAnswer(trx, locked, order)) ?? reach(trx, newId(), locked, order, clock.now());
    });

async function reach(trx: Db, id: string, { task, team }: TaskAndTeam, order: EscalationOrder, now: Instant): Promise<Escalated> {
  const { taskId, round, rung, leadId, sla, dueAt } = order;
  const mode = team.slaMode;
  const event = { taskId, round, leadId, sla, dueAt, mode, at: now };
  const acts = mode === 'enforce' && task.state === 'open';
  const reassignedTo = acts && rung === 'reassign' ? await reassign(trx, id, { task, team }, order, now) : undefined;
  const assigneeId = reassignedTo ?? task.assigneeId;
  await recordSlaEvent(trx, { ...event, rung, assigneeId });
  // Nobody else can take it: the task stays where it is, and the manager hears of it.
  if (acts && rung === 'reassign' && !reassignedTo) await recordSlaEvent(trx, { ...event, rung: 'alertManager', assigneeId });
  const decision = acts && rung === 'decide' ? await startClock(trx, { task, team }, 'managerDecision', dueAt) : undefined;
  return {
    mode,
    ...(acts && rung === 'reassign' && assigneeId !== null && { assigneeId }),
    ...(decision && { clock: decision }),
  };
}

async function reassign(
  trx: Db,
  id: string,
  { task, team }: TaskAndTeam,
  order: EscalationOrder,
  at: Instant,
): Promise<string | undefined> {
  const around = await surroundingsOf(trx, task.leadId);
  if (!around) return undefined;
  const exclude = [...order.exclude, ...(task.assigneeId === null ? [] : [task.assigneeId])];
  const { assigneeId, because } = await chooseRep(trx, { team, around, mayJoin: false, exclude, at });
  if (assigneeId !== undefined)
    await assignTask(trx, task, { id, repId: assigneeId, because: `nobody acted in time; ${because}`, at });
  return assigneeId;
}

/** What was answered when the rung was recorded; undefined when this is the first time. */
async function earlierAnswer(trx: Db, { team }: TaskAndTeam, order: EscalationOrder): Promise<Escalated | undefined> {
  const event = await slaEvent(trx, order.taskId, order.round, order.rung);
  if (!event) return undefined;
  const { mode, assigneeId } = event;
  if (mode === 'observe') return { mode };
  if (order.rung === 'decide') return { mode, clock: slaClock(team.calendar, 'managerDecision', order.round + 1, order.dueAt) };
  return { mode, ...(order.rung === 'reassign' && assigneeId !== null && { assigneeId }) };
}
