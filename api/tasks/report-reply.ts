import { closeChannel } from '../../services/contact/close-channel.ts';
import { settleReport } from '../../db/tasks/reports.ts';
import { closeTask, lockTask, type TaskRow } from '../../db/tasks/tasks.ts';
import type { Trx } from '../../db/database.ts';
import { recordUndo } from '../../services/tasks/record-undo.ts';
import { lookForContact } from '../../services/tasks/look-for-contact.ts';
import { stepAfter, type StepOf } from '../../domain/sales/dispositions.ts';
import type { Heard } from '../leads/ask-lead.ts';
import { taskClosed } from './change-task.ts';
import type { ApiDeps } from '../procedures/context.ts';
import type { ReportInput } from './report-input.ts';
import { saveReport } from './save-report.ts';

type ReplyDeps = Pick<ApiDeps, 'policy' | 'newId' | 'clock'>;
type Effect = (trx: Trx, deps: ReplyDeps, task: TaskRow, input: ReportInput, at: number) => Promise<unknown>;

const closing = (trx: Trx, { policy, newId }: ReplyDeps, { leadId }: TaskRow, at: number) => ({
  email: (how: { reason: 'notInterested' | 'leftCompany' } | { reason: 'paused'; until: number }) =>
    closeChannel(trx, policy, newId, { leadId, at, ...how }),
});

/** What each report changes in addition to closing the task. A closed task no longer holds marketing emails; the effect may. */
const effects: Record<StepOf<'reply'>, Effect> = {
  close: async () => {},
  endMarketing: (trx, deps, task, _, at) => closing(trx, deps, task, at).email({ reason: 'notInterested' }),
  pause: (trx, deps, task, { details }, at) => closing(trx, deps, task, at).email({ reason: 'paused', until: details.at! }),
  closeChannels: async (trx, { policy, newId }, { leadId }, { details }, at) => {
    for (const channel of details.channels ?? [])
      await closeChannel(trx, policy, newId, { leadId, channel, reason: 'doNotContact', at });
  },
  findSuccessor: async (trx, deps, task, { id: reportId }, at) => {
    await closing(trx, deps, task, at).email({ reason: 'leftCompany' });
    const because = 'the lead left the company; has read the reply';
    await lookForContact(trx, deps.newId, task, { because, reportId, at });
  },
};

/**
 * Reports the result of a reply task. No program waits for it: the report is saved at once, in one transaction, and the task is closed,
 * which releases marketing emails. A repeated report gets the same answer.
 * @throws Refusal if the task is closed
 */
export const reportReply = async (deps: ApiDeps, repId: string, input: ReportInput): Promise<Heard> =>
  await deps.db.transaction().execute(async (trx) => await finishReply(trx, deps, repId, input));

/** Saves a report about a reply task, and closes it, in a transaction. @throws Refusal if the task is closed */
export async function finishReply(trx: Trx, deps: ReplyDeps, repId: string, input: ReportInput): Promise<Heard> {
  const { id, taskId, disposition } = input;
  // The report is on the menu of replies.
  const next = stepAfter(deps.policy.dispositions, disposition, 'reply')!;
  const task = await lockTask(trx, taskId);
  const stored = await saveReport(trx, deps, repId, input);
  if (stored.state === 'applied') return { status: 'applied', next: stored.answer ?? next };
  if (task?.state !== 'open') throw taskClosed(taskId);
  await recordUndo(trx, { id, leadId: task.leadId }, async () => {
    await effects[next](trx, deps, task, input, stored.at);
    await closeTask(trx, taskId, 'done', disposition, stored.at);
  });
  await settleReport(trx, id, 'applied', next);
  return { status: 'applied', next };
}
