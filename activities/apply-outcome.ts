import { assignTask } from '../services/tasks/assign-task.ts';
import type { Trx } from '../db/database.ts';
import { concludeReport, lockReport } from '../db/tasks/reports.ts';
import { leadById } from '../db/leads/leads.ts';
import { attempted, type TaskRow } from '../db/tasks/tasks.ts';
import { stepInProgram, type StepOf } from '../domain/sales/dispositions.ts';
import { reportable } from '../domain/sales/task-kinds.ts';
import { own } from '../domain/text/own.ts';
import type { OutcomeReport } from '../domain/lead/messages.ts';
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
const effects: Record<StepOf<'sdr' | 'sales'>, Effect> = {
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
 * Writes what a rep reported, and all that follows from it, in one transaction; a report that was applied or rejected is
 * answered as it was then, and changes nothing. It is rejected when the task has changed since the lead let it in: who may
 * report is what stands here, and the lead hears a moment later of a task that went to somebody else.
 * @throws ActivityError TASK_UNKNOWN
 */
export const applyOutcome =
  (deps: Bookkeeping) =>
  (order: OutcomeOrder): Promise<OutcomeApplied> =>
    deps.db.transaction().execute(async (trx) => {
      await writeJournal(trx, order, deps);
      const locked = await lockTaskAndTeam(trx, order.report.taskId);
      const { id, taskId, by: repId, disposition, at } = order.report;
      const stored = await lockReport(trx, { id, taskId, repId, disposition, at });
      if (stored.result !== null) return stored.result as OutcomeApplied;
      const why = await whyNot(trx, deps, locked.task, order.report);
      if (why) return reject(trx, id, why);
      return apply(trx, deps, order, { ...locked, details: readDetails(stored.details) });
    });

type Why = NonNullable<OutcomeApplied['rejected']>;

/** Why a report doesn't fit the task as it is now; undefined when it does. */
async function whyNot(
  trx: Trx,
  { policy }: Bookkeeping,
  task: TaskRow,
  { by, disposition }: OutcomeReport,
): Promise<Why | undefined> {
  if (task.state !== 'open') return { code: 'TaskClosed' };
  if (task.assigneeId !== null && task.assigneeId !== by) return { code: 'TaskReassigned', details: [task.assigneeId] };
  const lead = await leadById(trx, task.leadId);
  const fits = lead && reportable(policy.dispositions, task.kind, lead.stage).includes(disposition);
  return fits ? undefined : { code: 'DispositionNotForTask' };
}

async function reject(trx: Trx, id: string, rejected: Why): Promise<OutcomeApplied> {
  const result: OutcomeApplied = { attempts: 0, rejected };
  await concludeReport(trx, id, { state: 'rejected', answer: rejected.code, result });
  return result;
}

async function apply(
  trx: Trx,
  deps: Bookkeeping,
  order: OutcomeOrder,
  known: Pick<Parameters<Effect>[0], 'task' | 'team' | 'details'>,
): Promise<OutcomeApplied> {
  const { report } = order;
  const { dispositions } = deps.policy;
  const contact = own(dispositions, report.disposition)?.contact ?? false;
  const taken = known.task.assigneeId === null ? { assigneeId: report.by } : {};
  // What nobody has is taken by the rep who does it.
  const taking = { id: deps.newId(), repId: report.by, because: 'reported about it', at: deps.clock.now() };
  if (known.task.assigneeId === null) await assignTask(trx, known.task, taking);
  const tried = await attempted(trx, report.taskId, report.at, contact);
  const effect = effects[stepInProgram(dispositions, report.disposition)!];
  const follows = await effect({ ...known, ...tried, trx, deps, order, report });
  const result = { attempts: tried.attempts, ...taken, ...follows };
  await concludeReport(trx, report.id, { state: 'applied', answer: report.disposition, result });
  return result;
}
