import { insertTask, type TaskRow } from '../../db/tasks/tasks.ts';
import type { Trx } from '../../db/database.ts';
import type { Instant } from '../../domain/time/clock.ts';

/** Opens a follow-up task for the assignee of this one: to find the new contact at the account. */
export async function lookForContact(
  trx: Trx,
  newId: () => string,
  task: TaskRow,
  { because, reportId, at }: { readonly because: string; readonly reportId: string; readonly at: Instant },
): Promise<void> {
  const { leadId, accountId, enrolmentId, teamId, assigneeId } = task;
  await insertTask(trx, {
    leadId,
    accountId,
    enrolmentId,
    teamId,
    assigneeId,
    id: newId(),
    // A report that was taken back may be made again.
    key: `${task.key}/findContact/${reportId}`,
    kind: 'findContact',
    sla: null,
    because,
    clockFrom: at,
    openedAt: at,
    dueAt: undefined,
  });
}
