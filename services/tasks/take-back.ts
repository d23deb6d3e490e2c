import { reopenDeals } from '../../db/accounts/opportunities.ts';
import { hasEndedBecause } from '../../db/campaigns/reopen.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { liftSuppression } from '../../db/contact/suppressions.ts';
import { recordEvent } from '../../db/leads/lead-events.ts';
import { slaOf } from '../../db/tasks/sla-of.ts';
import { markTakenBack, openedSince, type ReportToUndo, type ReportUndo } from '../../db/tasks/taken-back.ts';
import { lockTaskIfThere, type TaskAndTeam } from '../../db/tasks/task-and-team.ts';
import { closeTask, isOfProgram, reopenTask, taskByKey } from '../../db/tasks/tasks.ts';
import type { Trx } from '../../db/database.ts';
import { giveBack, imageOfInterest, unmake, type RowChange } from '../../db/undo/row-changes.ts';
import { isClosedForGood } from '../../domain/contact/contactability.ts';
import type { OpenAgain, WayBack } from '../../domain/lead/way-back.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { ClockSpec, Instant } from '../../domain/time/clock.ts';
import { putBack } from '../campaigns/put-back.ts';
import { tellContactability } from '../contact/tell-contactability.ts';
import type { ScorePolicy } from '../engagements/becomes-hot.ts';
import { saveFits } from '../engagements/save-fits.ts';
import { colleagueKey } from './call-colleague.ts';
import { startClock } from './start-clock.ts';

export interface UndoDeps {
  readonly policy: ScorePolicy & Pick<Policy, 'cadence' | 'slas'>;
  readonly newId: () => string;
}

interface Undoing {
  /** The name of the person. */
  readonly by: string;
  readonly at: Instant;
  readonly clock: ClockSpec;
}

/** What becomes of the tasks that followed from the report. */
const OUTCOME = 'reportTakenBack';

type Report = ReportToUndo & { readonly undo: ReportUndo };

/**
 * Takes a report back: gives every row that it changed its former values, closes what followed from it, and tells the lead's workflow,
 * or starts it again. What somebody has changed since stays.
 * @returns the columns that stay as somebody has changed them since, such as `leads.phone`; undefined if it was taken back before
 */
export async function takeBack(trx: Trx, deps: UndoDeps, report: Report, how: Undoing): Promise<string[] | undefined> {
  const { id, leadId, taskId, disposition, undo } = report;
  const { by, at } = how;
  const { task } = (await lockTaskIfThere(trx, taskId))!;
  if (!(await markTakenBack(trx, id, at))) return undefined;
  const left = await takeBackRows(trx, undo.changes, how);
  const { leads, accounts } = Object.groupBy(undo.changes, ({ table }) => table);
  if (leads || accounts) await saveFits(trx, deps.policy, { leads: idsOf(leads), accounts: idsOf(accounts) }, at);
  await recordEvent(trx, { leadId, at, by, kind: 'takenBack', data: { disposition } });
  if (isOfProgram(task)) {
    const locked = await openAgain(trx, taskId, how);
    await closeSuccessors(trx, report, at);
    await leaveColleague(trx, locked.task, report, at);
    await goBack(trx, deps, report, await withClock(trx, deps, undo.wayBack, locked, at), how);
  } else if (await hasEndedProgram(trx, report, at)) await goBack(trx, deps, report, undo.wayBack, how);
  const touchesChannels = undo.changes.some(({ table }) => table === 'suppressions');
  if (touchesChannels) await tellContactability(trx, deps.policy, deps.newId, { leadId, at, because: 'takenBack', lifted: true });
  return left;
}

const idsOf = (changes: readonly RowChange[] = []): string[] => changes.flatMap(({ key: { id } }) => id ?? []);

async function takeBackRows(trx: Trx, changes: readonly RowChange[], how: Undoing): Promise<string[]> {
  const left: string[] = [];
  for (const change of changes.toReversed()) {
    if (change.was) left.push(...(await giveBack(trx, change)).map((column) => `${change.table}.${column}`));
    else await withdraw(trx, change, how);
  }
  return left;
}

/** Takes back a row that the report has created. History stays: a task is closed, a closed channel is opened. */
async function withdraw(trx: Trx, change: RowChange, { by, at }: Undoing): Promise<void> {
  const id = change.key['id'] ?? '';
  if (change.table === 'tasks') await closeTask(trx, id, 'cancelled', OUTCOME, at);
  else if (change.table === 'suppressions') await liftSuppression(trx, id, { at, by });
  else await unmake(trx, change);
}

/** Trellis may have closed the task since, and the deal with it: after the last attempt, or when the lead was taken back. */
async function openAgain(trx: Trx, taskId: string, how: Undoing): Promise<TaskAndTeam> {
  const { task } = (await lockTaskIfThere(trx, taskId))!;
  if (task.closedAt) await reopenDeals(trx, task.leadId, task.closedAt);
  await reopenTask(trx, taskId, how);
  return (await lockTaskIfThere(trx, taskId))!;
}

/** Programs have opened tasks since: nobody needs them any more. */
async function closeSuccessors(trx: Trx, { leadId, taskId, at: since }: Report, at: Instant): Promise<void> {
  for (const id of await openedSince(trx, leadId, since, taskId)) await closeTask(trx, id, 'cancelled', OUTCOME, at);
}

/** Nobody calls the colleague who was named by mistake. */
async function leaveColleague(trx: Trx, { key }: TaskAndTeam['task'], { id }: Report, at: Instant): Promise<void> {
  const task = await taskByKey(trx, colleagueKey(key, id));
  if (task?.state === 'open') await closeTask(trx, task.id, 'cancelled', OUTCOME, at);
}

/** Whether the lead's program ended because of channels that the report closed, and that are open again. */
async function hasEndedProgram(trx: Trx, { leadId, undo }: Report, at: Instant): Promise<boolean> {
  const closed = idsOf(undo.changes.filter(({ table, was }) => table === 'suppressions' && !was));
  if (!undo.enrolmentId || !(await hasEndedBecause(trx, undo.enrolmentId, closed))) return false;
  const { suppressions } = await permissionsOf(trx, leadId);
  return !isClosedForGood(suppressions, 'email', at);
}

/** Puts the lead back into its stage and its program, with the interest that it had. */
async function goBack(
  trx: Trx,
  { newId }: UndoDeps,
  { leadId, undo }: Report,
  wayBack: WayBack | undefined,
  { at, clock }: Undoing,
): Promise<void> {
  if (!wayBack) return;
  const { enrolmentId, stageAt } = undo;
  await putBack(trx, newId, { leadId, enrolmentId, stageAt, wayBack, at, clock });
  await restoreInterest(trx, leadId, undo);
}

/** Gives a lead the interest back that it lost when it was recycled, unless it has done something since. */
async function restoreInterest(trx: Trx, leadId: string, { interest }: ReportUndo): Promise<void> {
  const now = await imageOfInterest(trx, leadId);
  if (now.acts === interest.acts) for (const row of interest.rows) await giveBack(trx, row);
}

/** The way back with the task's clock as it was or, if its time has passed or it was started again meanwhile, with a new one. */
async function withClock(
  trx: Trx,
  { policy }: UndoDeps,
  wayBack: WayBack | undefined,
  locked: TaskAndTeam,
  at: Instant,
): Promise<WayBack | undefined> {
  if (!wayBack?.task || !hasMovedOn(locked, wayBack.task, at)) return wayBack;
  const clock = await startClock(trx, policy, locked, slaOf(locked.task), at);
  const { ladder } = wayBack.task;
  return { ...wayBack, task: { ...wayBack.task, ladder: { clock, round: clock?.round ?? ladder.round, climbed: 0 } } };
}

function hasMovedOn({ task: { round } }: TaskAndTeam, { ladder }: OpenAgain, at: Instant): boolean {
  const next = ladder.clock?.rungs[ladder.climbed]?.at ?? ladder.giveUpAt ?? Infinity;
  return next <= at || round !== ladder.round;
}
