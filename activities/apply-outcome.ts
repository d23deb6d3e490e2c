import { assignTask } from '../services/tasks/assign-task.ts';
import type { Trx } from '../db/database.ts';
import { concludeReport, lockReport } from '../db/tasks/reports.ts';
import { leadById } from '../db/leads/leads.ts';
import { countAttempt, type TaskRow } from '../db/tasks/tasks.ts';
import { stepInProgram, type StepOf } from '../domain/sales/dispositions.ts';
import { reportable } from '../domain/sales/task-kinds.ts';
import { own } from '../domain/text/own.ts';
import type { OutcomeReport } from '../domain/lead/messages.ts';
import type { OutcomeApplied, OutcomeOrder } from './contract.ts';
import { recordUndo } from '../services/tasks/record-undo.ts';
import type { Bookkeeping } from './bookkeeping.ts';
import { callBack, retry, waitUntilGiven } from './outcome/attempts.ts';
import { close } from './outcome/close.ts';
import { closeChannels, correct, dropNumber, endMarketing, findSuccessor } from './outcome/contact.ts';
import { accept, endDeal, giveToOwner, opportunity, win } from './outcome/deal.ts';
import { readDetails } from './outcome/details.ts';
import type { Effect } from './outcome/situation.ts';
import { writeJournal } from './record.ts';
import { lockTaskAndTeam } from './task-and-team.ts';

/** What the next step of each disposition changes in Postgres. The lifecycle decides where the lead goes. */
const effects: Record<StepOf<'sdr' | 'sales'>, Effect> = {
  handOver: close,
  nurture: close,
  disqualify: close,
  reject: endDeal('recycled'),
  recycle: endDeal('recycled'),
  lose: endDeal('lost'),
  win,
  callBack,
  wait: waitUntilGiven,
  retry,
  correct,
  dropNumber,
  endMarketing,
  findSuccessor,
  closeChannels,
  giveToOwner,
  accept,
  opportunity,
};

/**
 * Writes a rep's report and everything that follows from it, in one transaction. A report that was already applied or rejected gets
 * the same answer again, and changes nothing. The report is rejected if the task has changed since the lead accepted it: Postgres
 * decides who may report, and the lead is told of a reassignment only a moment later.
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
      const why = await faultOf(trx, deps, locked.task, order.report);
      if (why) return reject(trx, id, why);
      const { leadId, wayBack } = order;
      const known = { ...locked, details: readDetails(stored.details) };
      return recordUndo(trx, { id, leadId, wayBack }, () => apply(trx, deps, order, known));
    });

type Why = NonNullable<OutcomeApplied['rejected']>;

/** Why a report doesn't fit the task as it is now; undefined if it does. */
async function faultOf(
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
  // An unassigned task goes to the rep who reports on it.
  const taking = { id: deps.newId(), repId: report.by, because: 'reported on it', at: deps.clock.now() };
  if (known.task.assigneeId === null) await assignTask(trx, known.task, taking);
  const tried = await countAttempt(trx, report.taskId, report.at, contact);
  const effect = effects[stepInProgram(dispositions, report.disposition)!];
  const follows = await effect({ ...known, ...tried, trx, deps, order, report });
  const result = { attempts: tried.attempts, ...taken, ...follows };
  await concludeReport(trx, report.id, { state: 'applied', answer: report.disposition, result });
  return result;
}
