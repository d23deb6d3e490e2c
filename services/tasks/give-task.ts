import type { Instant } from '../../domain/time/clock.ts';
import type { TaskChanged } from '../../domain/lead/messages.ts';
import type { SlaClock } from '../../domain/sales/sla-clock.ts';
import type { ClockPolicy } from './sla-clock.ts';
import { assignTask } from './assign-task.ts';
import type { Trx } from '../../db/database.ts';
import { enqueueIfRunning } from '../../db/system/outbox.ts';
import { slaOf } from '../../db/tasks/sla-of.ts';
import { startClock } from './start-clock.ts';
import type { TaskAndTeam } from '../../db/tasks/task-and-team.ts';
import { isOfProgram, type TaskRow } from '../../db/tasks/tasks.ts';

export interface Giving {
  /** The new assignee; null leaves the task unassigned. */
  readonly to: string | null;
  /** The reason, in words. */
  readonly because: string;
  readonly at: Instant;
}

export interface GiveDeps {
  readonly policy: ClockPolicy;
  readonly newId: () => string;
}

/**
 * Assigns an open task to a rep, or unassigns it, and tells the lead. The caller must lock the task and its team. A running clock
 * continues. A clock that is stopped, or that ran while the task was unassigned, restarts, so that the rep gets the full agreed time.
 */
export async function giveTask(
  trx: Trx,
  { policy, newId }: GiveDeps,
  locked: TaskAndTeam,
  { to, because, at }: Giving,
): Promise<void> {
  const { task } = locked;
  await assignTask(trx, task, { id: newId(), repId: to, because, at });
  const clock = await clockGoingTo(trx, policy, locked, to, at);
  await tellOfTask(trx, newId, task, { at, assigneeId: to, clock });
}

/** The clock of a task after reassignment, if it restarts; undefined if it continues unchanged. */
export const clockGoingTo = async (
  trx: Trx,
  policy: ClockPolicy,
  locked: TaskAndTeam,
  to: string | null,
  at: Instant,
): Promise<SlaClock | undefined> =>
  mustBegin(locked.task, to)
    ? await startClock(
        trx,
        policy,
        { ...locked, task: { ...locked.task, assigneeId: to } },
        slaOf(locked.task),
        beginsAt(locked.task, at),
      )
    : undefined;

/** Tells the lead about a change to its task, in the transaction that makes the change; does nothing if no program waits for the task. */
export async function tellOfTask(
  trx: Trx,
  newId: () => string,
  { id: taskId, leadId, kind }: Pick<TaskRow, 'id' | 'leadId' | 'kind'>,
  change: Pick<TaskChanged, 'at' | 'assigneeId' | 'clock'>,
): Promise<void> {
  if (!isOfProgram({ kind })) return;
  const id = newId();
  const message = { type: 'signal', name: 'taskChanged', payload: { ...change, id, taskId } } as const;
  await enqueueIfRunning(trx, { id, leadId, message, at: change.at });
}

/** Only a task with an SLA has a clock. Assigning a task counts as the manager's decision about it. */
const mustBegin = ({ sla, clockStoppedAt, assigneeId }: TaskRow, to: string | null): boolean =>
  sla !== null && (clockStoppedAt !== null || (to !== null && (assigneeId === null || sla === 'managerDecision')));

/** A planned next attempt stays at its time; the new assignee makes it. */
const beginsAt = ({ clockStoppedAt, clockFrom, dueAt }: TaskRow, at: Instant): Instant =>
  Math.max(at, clockStoppedAt === null ? clockFrom.getTime() : (dueAt?.getTime() ?? at));
