import { leadOfEnrolment, otherLivingCampaign } from '../../db/campaigns/reopen.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { repById } from '../../db/tasks/queue.ts';
import { isOfProgram, reopenTask, taskById } from '../../db/tasks/tasks.ts';
import {
  laterReport,
  latestReportOf,
  namedAt,
  reportToUndo,
  sentSince,
  type ReportToUndo,
  type ReportUndo,
} from '../../db/tasks/taken-back.ts';
import { apiRoles } from '../../domain/people/roles.ts';
import { undoUntil } from '../../domain/sales/undo.ts';
import { taskName } from '../../domain/sales/task-kinds.ts';
import { labelOf } from '../../domain/text/own.ts';
import { minuteInWords } from '../../domain/text/words.ts';
import { takeBack } from '../../services/tasks/take-back.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { notFound, Refusal, type Code } from '../procedures/refusal.ts';
import { mustWorkOn } from '../procedures/rights.ts';
import { leadNow, type LeadNow } from './lead-now.ts';

/** The report to take back, by its id, or as the latest one about a task. */
export type WhichReport = { readonly taskId: string } | { readonly reportId: string };

export interface Undone {
  readonly status: 'takenBack';
  /** Missing for a task that was closed without a report. */
  readonly reportId?: string;
  readonly taskId: string;
  /** What is as before, in words. */
  readonly next: string;
  readonly lead: LeadNow;
  /** What nobody can take back, in words: emails that went out, people who were added, later changes. */
  readonly remains: readonly string[];
}

/**
 * Takes a report back: the lead, its task, its deal and its channels are as before. Reporters may do so for ten minutes; after that,
 * a manager of the team may.
 * @throws Refusal if the report is unknown or another rep's, the time is over, or later events build on it
 */
export async function undoReport(deps: ApiDeps, principal: Principal, which: WhichReport): Promise<Undone> {
  const { db, clock, policy } = deps;
  const found = 'reportId' in which ? await reportToUndo(db, which.reportId) : await latestReportOf(db, which.taskId);
  if (!found && 'taskId' in which) return await reopen(deps, principal, which.taskId);
  if (!found) throw notFound('report', 'reportId' in which ? which.reportId : '');
  await mustWorkOn(deps, principal, found.taskId);
  const at = clock.now();
  const report = await mustBeUndoable(deps, found);
  mayTakeBack(principal, found, at);
  const by = await nameOf(deps, principal);
  const left = await db.transaction().execute(async (trx) => await takeBack(trx, deps, report, { by, at, clock: clock.spec }));
  if (left === undefined) throw takenBackBefore(report.id);
  const label = labelOf(policy.dispositions, report.disposition);
  return {
    status: 'takenBack',
    reportId: report.id,
    taskId: report.taskId,
    next: `"${label}" is taken back. The task is open again, and everything that followed from the report is undone.`,
    lead: await leadAsBefore(deps, report),
    remains: await remainsOf(deps, report, left),
  };
}

/** Where the lead is. The undo reaches its program a moment later; then the program waits for the task, as before. */
async function leadAsBefore(deps: ApiDeps, { leadId, taskId }: ReportToUndo): Promise<LeadNow> {
  const [now, task] = await Promise.all([leadNow(deps, leadId), taskById(deps.db, taskId)]);
  return task && isOfProgram(task) ? { ...now, waitingFor: 'a rep', until: task.dueAt?.toISOString() } : now;
}

/** Opens a task again that was closed by hand: its assignee for ten minutes, and then a manager. */
async function reopen(deps: ApiDeps, principal: Principal, taskId: string): Promise<Undone> {
  const { db, clock } = deps;
  await mustWorkOn(deps, principal, taskId);
  const task = await taskById(db, taskId);
  if (!task?.closedAt || task.state !== 'done' || isOfProgram(task)) throw nothingReported(taskId);
  const at = clock.now();
  mayTakeBack(principal, { id: taskId, repId: task.assigneeId ?? principal.repId, repName: null, at: task.closedAt }, at);
  if (!(await reopenTask(db, taskId, { at, by: await nameOf(deps, principal) }))) throw nothingReported(taskId);
  return {
    status: 'takenBack',
    taskId,
    next: `The ${taskName(task.kind)} is open again.`,
    lead: await leadNow(deps, task.leadId),
    remains: [],
  };
}

async function nameOf({ db }: ApiDeps, { repId, name }: Principal): Promise<string> {
  const rep = repId === undefined ? undefined : await repById(db, repId);
  return rep?.name ?? name;
}

/** @throws Refusal for a report that was not applied, or that later events build on */
async function mustBeUndoable({ db }: ApiDeps, report: ReportToUndo): Promise<ReportToUndo & { readonly undo: ReportUndo }> {
  const { id, state, undo, leadId, taskId } = report;
  if (state === 'takenBack') throw takenBackBefore(id);
  if (state !== 'applied')
    throw conflict('notApplied', 'This report has not been applied.', id, 'Wait a moment, then see the story of the lead.');
  const task = await taskById(db, taskId);
  if (!undo || (task && isOfProgram(task) && !undo.wayBack?.task))
    throw conflict(
      'noWayBack',
      'This report was made in an earlier version of Trellis, which did not save how to undo it.',
      id,
      'Move the lead instead (leads.move).',
    );
  const later = await laterReport(db, report);
  if (later)
    throw conflict(
      'laterReport',
      `${later.repName ?? 'A rep'} has reported "${later.disposition}" since.`,
      later.id,
      'Take that report back first.',
    );
  if (undo.enrolmentId && (await leadOfEnrolment(db, undo.enrolmentId)) !== leadId)
    throw conflict(
      'mergedSince',
      'The lead has been merged into another one since.',
      leadId,
      'Undo the merge first (leads.unmerge).',
    );
  const campaign = undo.enrolmentId && (await otherLivingCampaign(db, leadId, undo.enrolmentId));
  if (campaign)
    throw conflict(
      'inCampaign',
      `The lead is now in the campaign "${campaign}".`,
      campaign,
      'Take it out of that campaign first.',
    );
  return { ...report, undo };
}

interface Made extends Pick<ReportToUndo, 'id' | 'repName' | 'at'> {
  readonly repId: string | undefined;
}

function mayTakeBack({ role, repId }: Principal, { repId: reporter, repName, id, at }: Made, now: number): void {
  if (apiRoles[role].changes !== 'own') return;
  if (repId !== reporter)
    throw new Refusal('FORBIDDEN', `${repName ?? 'Another rep'} made this report.`, {
      code: 'otherReport',
      value: id,
      todo: `Ask ${repName ?? 'them'} or your manager to take it back.`,
    });
  const until = undoUntil(at.getTime());
  if (now > until)
    throw new Refusal('FORBIDDEN', `You could take it back until ${minuteInWords(until)}.`, {
      code: 'undoOver',
      value: id,
      todo: 'Ask your manager to take it back.',
    });
}

async function remainsOf({ db }: ApiDeps, { leadId, at }: ReportToUndo, left: readonly string[]): Promise<string[]> {
  const [sent, named] = [await sentSince(db, leadId, at), await namedAt(db, leadId, at)];
  return [
    ...sent.map((touch) => `The ${touch.channel} "${touch.content}" went out on ${minuteInWords(touch.at.getTime())}.`),
    ...named.map((email) => `${email} was added as a lead.`),
    ...left.map((column) => `${column} has changed since, so it stays as it is.`),
  ];
}

const conflict = (code: Code, message: string, value: string, todo: string): Refusal =>
  new Refusal('CONFLICT', message, { code, value, todo });

const takenBackBefore = (id: string): Refusal =>
  conflict('takenBack', 'This report has already been taken back.', id, 'See the story of the lead.');

const nothingReported = (taskId: string): Refusal =>
  conflict(
    'nothingReported',
    'Nobody has reported about this task, or the report was taken back.',
    taskId,
    'See the story of the lead.',
  );
