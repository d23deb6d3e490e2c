import { insertTask, type TaskRow } from '../../db/tasks/tasks.ts';
import type { Trx } from '../../db/database.ts';
import type { Instant } from '../../domain/time/clock.ts';

/** Opens a task for the rep who had this one: to find out who is in charge at the account now. */
export async function lookForContact(
  trx: Trx,
  newId: () => string,
  task: TaskRow,
  { because, at }: { readonly because: string; readonly at: Instant },
): Promise<void> {
  const { leadId, accountId, enrolmentId, teamId, assigneeId } = task;
  await insertTask(trx, {
    leadId,
    accountId,
    enrolmentId,
    teamId,
    assigneeId,
    id: newId(),
    key: `${task.key}/findContact`,
    kind: 'findContact',
    sla: null,
    because,
    clockFrom: at,
    openedAt: at,
    dueAt: undefined,
  });
}
