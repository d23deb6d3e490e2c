import type { Instant } from '../../domain/time/clock.ts';
import type { TaskChanged } from '../../domain/lead/messages.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Slas } from '../../domain/sales/sla.ts';
import type { SlaClock } from '../../domain/sales/sla-clock.ts';
import { assignTask } from './assign-task.ts';
import type { Trx } from '../../db/database.ts';
import { enqueueIfRunning } from '../../db/system/outbox.ts';
import { slaOf } from '../../db/tasks/sla-of.ts';
import { startClock } from './start-clock.ts';
import type { TaskAndTeam } from '../../db/tasks/task-and-team.ts';
import { isOfProgram, type TaskRow } from '../../db/tasks/tasks.ts';

export interface Giving {
  /** The rep who has it from now on; null: nobody. */
  readonly to: string | null;
  /** Why, in words. */
  readonly because: string;
  readonly at: Instant;
}

export interface GiveDeps {
  readonly policy: Pick<Policy, 'slas'>;
  readonly newId: () => string;
}

/**
 * Gives an open task to a rep, or takes it from one while nobody can have it, and tells the lead. The task and its team must
 * be locked. A clock that runs goes on; one that stands still, or in whose time nobody had the task, begins anew, so that the
 * rep has the time that was agreed.
 */
export async function giveTask(
  trx: Trx,
  { policy, newId }: GiveDeps,
  locked: TaskAndTeam,
  { to, because, at }: Giving,
): Promise<void> {
  const { task } = locked;
  await assignTask(trx, task, { id: newId(), repId: to, because, at });
  const clock = await clockGoingTo(trx, policy.slas, locked, to, at);
  await tellOfTask(trx, newId, task, { at, assigneeId: to, ...(clock && { clock }) });
}

/** The clock of a task that goes to somebody, where it begins anew; undefined where it goes on as it is. */
export const clockGoingTo = async (
  trx: Trx,
  slas: Slas,
  locked: TaskAndTeam,
  to: string | null,
  at: Instant,
): Promise<SlaClock | undefined> =>
  mustBegin(locked.task, to)
    ? await startClock(
        trx,
        slas,
        { ...locked, task: { ...locked.task, assigneeId: to } },
        slaOf(locked.task),
        beginsAt(locked.task, at),
      )
    : undefined;

/** Tells the lead of a change to its task, in the transaction that makes it; a task that no program waits on tells nobody. */
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

/** Only a task with an SLA has a clock. A manager who gives a task on which nobody acted has decided. */
const mustBegin = ({ sla, clockStoppedAt, assigneeId }: TaskRow, to: string | null): boolean =>
  sla !== null && (clockStoppedAt !== null || (to !== null && (assigneeId === null || sla === 'managerDecision')));

/** The next attempt that was planned is made by the rep who has the task then. */
const beginsAt = ({ clockStoppedAt, dueAt }: TaskRow, at: Instant): Instant =>
  clockStoppedAt === null ? at : Math.max(at, dueAt?.getTime() ?? at);
