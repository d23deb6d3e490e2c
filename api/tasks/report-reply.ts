import { closeChannel } from '../../services/contact/close-channel.ts';
import { settleReport, submitReport } from '../../db/tasks/reports.ts';
import { closeTask, insertTask, lockTask, type TaskRow } from '../../db/tasks/tasks.ts';
import type { Trx } from '../../db/database.ts';
import {
  programDispositions,
  replyDispositions,
  type Disposition,
  type ProgramDisposition,
  type ReplyDisposition,
} from '../../domain/sales/dispositions.ts';
import type { Asked } from '../leads/ask-lead.ts';
import { taskClosed, taskForTeam } from './change-task.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { canonical, otherBody } from '../procedures/idempotent.ts';
import { Refusal } from '../procedures/refusal.ts';
import type { ReportInput } from './report-input.ts';

/** Whether a program waits for a report. */
export const isOfProgram = (disposition: Disposition): disposition is ProgramDisposition =>
  Object.hasOwn(programDispositions, disposition);

const isOfReply = (disposition: Disposition): disposition is ReplyDisposition => Object.hasOwn(replyDispositions, disposition);

export const notForTask = (disposition: Disposition, allowed: readonly string[]): Refusal =>
  new Refusal('BAD_REQUEST', `"${disposition}" can't be reported about this task.`, {
    code: 'DispositionNotForTask',
    value: disposition,
    todo: `Report one of these: ${allowed.join(', ')}.`,
  });

type ReplyDeps = Pick<ApiDeps, 'policy' | 'newId'>;
type Step = (typeof replyDispositions)[ReplyDisposition]['next'];
type Effect = (trx: Trx, deps: ReplyDeps, task: TaskRow, input: ReportInput, at: number) => Promise<unknown>;

const closing = (trx: Trx, { policy, newId }: ReplyDeps, { leadId }: TaskRow, at: number) => ({
  email: (how: { reason: 'notInterested' | 'leftCompany' } | { reason: 'paused'; until: number }) =>
    closeChannel(trx, policy, newId, { leadId, at, ...how }),
});

/** What each report changes besides closing the task; with the task, marketing's emails are free again, as far as these allow. */
const effects: Record<Step, Effect> = {
  close: async () => {},
  endMarketing: (trx, deps, task, _, at) => closing(trx, deps, task, at).email({ reason: 'notInterested' }),
  pause: (trx, deps, task, { details }, at) => closing(trx, deps, task, at).email({ reason: 'paused', until: details.at! }),
  closeChannels: async (trx, { policy, newId }, { leadId }, { details }, at) => {
    for (const channel of details.channels ?? [])
      await closeChannel(trx, policy, newId, { leadId, channel, reason: 'doNotContact', at });
  },
  findSuccessor: async (trx, deps, task, _, at) => {
    await closing(trx, deps, task, at).email({ reason: 'leftCompany' });
    const { leadId, accountId, enrolmentId, teamId, assigneeId } = task;
    const place = { leadId, accountId, enrolmentId, teamId, assigneeId };
    const times = { clockFrom: at, openedAt: at, dueAt: undefined };
    await insertTask(trx, {
      ...place,
      ...times,
      id: deps.newId(),
      key: `${task.key}/findContact`,
      kind: 'findContact',
      sla: null,
      because: 'the lead left the company; has read the reply',
    });
  },
};

/**
 * Reports what became of a reply. No program waits for that: it is written at once, all or nothing, and the task is closed,
 * which frees marketing's emails. The same report again gets the same answer.
 * @throws Refusal when the task is another team's, or closed, or the disposition is about another kind of task
 */
export async function reportReply(deps: ApiDeps, repId: string, input: ReportInput): Promise<Asked> {
  const { db, clock } = deps;
  const { id, taskId, disposition, details } = input;
  if (!isOfReply(disposition)) throw notForTask(disposition, Object.keys(replyDispositions));
  await taskForTeam(deps, taskId, repId);
  const { next } = replyDispositions[disposition];
  return await db.transaction().execute(async (trx) => {
    const task = await lockTask(trx, taskId);
    const stored = await submitReport(trx, { id, taskId, repId, disposition, details, at: clock.now() });
    const isSame = stored.taskId === taskId && stored.repId === repId && stored.disposition === disposition;
    if (!isSame || canonical(stored.details) !== canonical(details)) throw otherBody(id);
    if (stored.state === 'applied') return { status: 'applied', next: stored.answer ?? next };
    if (task?.state !== 'open') throw taskClosed(taskId);
    await effects[next](trx, deps, task, input, stored.at);
    await closeTask(trx, taskId, 'done', disposition, stored.at);
    await settleReport(trx, id, 'applied', next);
    return { status: 'applied', next };
  });
}
