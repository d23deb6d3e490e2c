import type { Db } from '../db/database.ts';
import { dispositionApplied, lockDisposition } from '../db/dispositions.ts';
import { attempted, type TaskRow } from '../db/tasks.ts';
import { programDispositions } from '../domain/dispositions.ts';
import type { OutcomeApplied, OutcomeOrder } from './contract.ts';
import type { Bookkeeping } from './bookkeeping.ts';
import { retry, waitUntilGiven } from './outcome/attempts.ts';
import { close } from './outcome/close.ts';
import { closeChannels, correct, findSuccessor } from './outcome/contact.ts';
import { accept, endDeal, giveToOwner, opportunity, win } from './outcome/deal.ts';
import { readDetails } from './outcome/details.ts';
import type { Effect } from './outcome/situation.ts';
import { writeJournal } from './record.ts';
import { lockTaskAndTeam } from './task-and-team.ts';

/** What each disposition's next step changes in Postgres; what it changes in the lead's course is the lifecycle's. */
const effects: Record<(typeof programDispositions)[keyof typeof programDispositions]['next'], Effect> = {
  handOver: close,
  nurture: close,
  disqualify: close,
  reject: endDeal('recycled'),
  recycle: endDeal('recycled'),
  lose: endDeal('lost'),
  win,
  callBack: waitUntilGiven,
  wait: waitUntilGiven,
  retry,
  correct,
  findSuccessor,
  closeChannels,
  giveToOwner,
  accept,
  opportunity,
};

/**
 * Writes what a rep reported, and all that follows from it, in one transaction; a report that was applied is answered as it
 * was then, and changes nothing.
 * @returns `rejected`, and nothing changed, when the task is closed or somebody else has it
 * @throws ActivityError TASK_UNKNOWN
 */
export const applyOutcome =
  (deps: Bookkeeping) =>
  (order: OutcomeOrder): Promise<OutcomeApplied> =>
    deps.db.transaction().execute(async (trx) => {
      await writeJournal(trx, order, deps.log);
      const locked = await lockTaskAndTeam(trx, order.report.taskId);
      const { id, taskId, by: repId, disposition, at } = order.report;
      const stored = await lockDisposition(trx, { id, taskId, repId, disposition, at });
      if (stored.result !== null) return stored.result as OutcomeApplied;
      const rejected = whyNot(locked.task, repId);
      if (rejected) return { attempts: locked.task.attempts, rejected };
      return apply(trx, deps, order, { ...locked, details: readDetails(stored.details) });
    });

/** Who may report is what stands here: the lead hears a moment later of a task that went to somebody else. */
const whyNot = ({ state, assigneeId }: TaskRow, repId: string): OutcomeApplied['rejected'] => {
  if (state !== 'open') return { code: 'TaskClosed', details: [] };
  return assigneeId === null || assigneeId === repId ? undefined : { code: 'TaskReassigned', details: [assigneeId] };
};

async function apply(
  trx: Db,
  deps: Bookkeeping,
  order: OutcomeOrder,
  known: Pick<Parameters<Effect>[0], 'task' | 'team' | 'details'>,
): Promise<OutcomeApplied> {
  const { report } = order;
  const { contact, next } = programDispositions[report.disposition];
  const tried = await attempted(trx, report.taskId, report.at, contact);
  const follows = await effects[next]({ ...known, ...tried, trx, deps, order, report });
  const result = { attempts: tried.attempts, ...follows };
  await dispositionApplied(trx, report.id, report.disposition, result);
  return result;
}
