import { reportById, settleReport } from '../../db/tasks/reports.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { taskRef } from '../../db/tasks/queue.ts';
import { closedChannel, noContactLabel } from '../../domain/contact/contactability.ts';
import { taskKinds } from '../../domain/sales/task-kinds.ts';
import { own } from '../../domain/text/own.ts';
import { channelNamed } from '../procedures/policy-names.ts';
import { factsOf } from '../../domain/sales/report-facts.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import { askLead, type Heard } from '../leads/ask-lead.ts';
import { channelLabel } from '../procedures/channel-label.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { notFound, Refusal } from '../procedures/refusal.ts';
import { activeRep } from './rep-at-work.ts';
import { repNamed } from './rep-named.ts';
import { reportReply } from './report-reply.ts';
import { checkDetails, checkInstants, mustBeOnMenu, type ReportInput, type WrittenReport } from './report-input.ts';
import { withInstants } from './said-instants.ts';
import { saveReport } from './save-report.ts';

/**
 * Reports the result of a task: saves it in Postgres, and sends the facts to the lead. A repeated report gets the same answer.
 * @throws Refusal if the task or an owner is unknown, fields are missing or in the past, or the lead refuses
 */
export async function report(deps: ApiDeps, repId: string, written: WrittenReport): Promise<Heard> {
  const { db, clock, policy } = deps;
  const { id, taskId, disposition } = written;
  const task = await taskRef(db, taskId);
  if (!task) throw notFound('task', taskId);
  // A repeated report was valid when it first arrived.
  const earlier = await reportById(db, id);
  const madeAt = earlier?.at ?? clock.now();
  mustBeOnMenu(policy, task.kind, disposition);
  const input = await withOwner(deps, withInstants(written, task.zone, madeAt));
  const { details } = input;
  checkDetails(policy, input);
  for (const channel of details.channels ?? []) channelNamed(deps, channel);
  checkInstants(input, madeAt);
  if (details.owner !== undefined && !earlier) await activeRep(deps, details.owner);
  if (taskKinds[task.kind].menu === 'reply') return await reportReply(deps, repId, input);
  const stored = await saveReport(db, deps, repId, input);
  if (stored.state === 'applied') return { status: 'applied', next: stored.answer ?? '' };
  if (stored.state === 'queued') return { status: 'queued' };
  const payload = { id, taskId, by: repId, disposition, at: stored.at, ...factsOf(details) };
  try {
    const by = own(policy.dispositions, disposition)?.by;
    if (by && task.state === 'open') await mustBeOpen(deps, task.leadId, by);
    const asked = await askLead(deps, {
      leadId: task.leadId,
      update: { name: 'reportOutcome', payload },
      onQueued: async (trx) => void (await settleReport(trx, id, 'queued')),
    });
    if (asked.status === 'applied') await settleReport(db, id, 'applied', asked.next);
    return asked;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const settled = await settleReport(db, id, 'rejected', error.data.code);
    // The lead had written it before the server made it take the turn again. The saved answer counts.
    if (settled?.state === 'applied') return { status: 'applied', next: settled.answer ?? '' };
    throw error;
  }
}

/** The report with the id of the owner whom it names. @throws Refusal for an unknown one */
async function withOwner(deps: ApiDeps, input: ReportInput): Promise<ReportInput> {
  const { owner } = input.details;
  return owner === undefined ? input : { ...input, details: { ...input.details, owner: (await repNamed(deps, owner)).id } };
}

/** A call to a closed phone can't be reported: the rep is told what to do instead. */
async function mustBeOpen(deps: ApiDeps, leadId: string, by: Channel): Promise<void> {
  const { db, clock } = deps;
  const { suppressions } = await permissionsOf(db, leadId);
  const closed = closedChannel(suppressions, by, clock.now());
  if (!closed) return;
  const until = closed.until === undefined ? '' : ` until ${new Date(closed.until).toISOString().slice(0, 10)}`;
  throw new Refusal('CONFLICT', `${channelLabel(deps, by)} is closed for this lead${until}: ${noContactLabel(closed.because)}.`, {
    code: 'channelClosed',
    value: by,
    todo: 'Reload your tasks, and choose one of the dispositions that the task lists.',
  });
}
