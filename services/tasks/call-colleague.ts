import { permissionsOf } from '../../db/contact/permissions.ts';
import type { Trx } from '../../db/database.ts';
import { whoKnows } from '../../db/leads/who-knows.ts';
import type { TaskAndTeam } from '../../db/tasks/task-and-team.ts';
import { insertTask } from '../../db/tasks/tasks.ts';
import { closedChannel } from '../../domain/contact/contactability.ts';
import { dueAtOf } from '../../domain/sales/sla-clock.ts';
import { taskKinds } from '../../domain/sales/task-kinds.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { slaClock, type ClockPolicy } from './sla-clock.ts';

interface Colleague {
  readonly leadId: string;
  /** Who named them. */
  readonly by: string;
  /** The report in which they did. */
  readonly reportId: string;
  readonly at: Instant;
}

/**
 * Opens a task for the rep who was told of a colleague: to call them. They were named on a call, so a missing consent to emails does
 * not matter; a closed phone does. Nothing is opened if a rep works on them already.
 */
export async function callColleague(
  trx: Trx,
  { policy, newId }: { readonly policy: ClockPolicy; readonly newId: () => string },
  { task, team }: TaskAndTeam,
  { leadId, by, reportId, at }: Colleague,
): Promise<void> {
  const { suppressions } = await permissionsOf(trx, leadId);
  if (closedChannel(suppressions, 'phone', at) || (await whoKnows(trx, leadId)).work) return;
  const { accountId, teamId, assigneeId } = task;
  const { sla } = taskKinds.colleague;
  const clock = await slaClock(trx, policy, { team, task: { kind: 'colleague', leadId }, assigneeId, sla, round: 1, from: at });
  await insertTask(trx, {
    leadId,
    accountId,
    enrolmentId: null,
    teamId,
    assigneeId,
    id: newId(),
    key: colleagueKey(task.key, reportId),
    kind: 'colleague',
    sla,
    because: `named by ${by}; was told of them`,
    clockFrom: at,
    openedAt: at,
    dueAt: dueAtOf(clock),
  });
}

/** The key of the task to call the colleague whom a report about another task names; a later report may name somebody else. */
export const colleagueKey = (key: string, reportId: string): string => `${key}/colleague/${reportId}`;
