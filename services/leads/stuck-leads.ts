import type { Instant } from '../../domain/time/clock.ts';
import { stuckCauses } from '../../domain/lead/stuck.ts';
import type { Db, Trx } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { deleteStuck, upsertStuck, type StuckLead } from '../../db/leads/stuck-leads.ts';
import { closeTasksAbout } from '../../db/tasks/tasks.ts';
import { lastEnrolment } from '../../db/campaigns/lead-enrolment.ts';
import { openOperationsTask } from '../tasks/operations-task.ts';

const taskKey = (leadId: string): string => `stuck/${leadId}/`;

/** Records a stuck lead, and opens a task for operations. @returns whether this is new */
export const markStuck = (db: Db, newId: () => string, { leadId, cause, place }: StuckLead, at: Instant): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    if (!(await upsertStuck(trx, { leadId, cause, place }))) return false;
    await openTask(trx, newId(), { leadId, cause, place }, at);
    return true;
  });

async function openTask(trx: Trx, id: string, { leadId, cause, place }: StuckLead, at: Instant): Promise<void> {
  await openOperationsTask(trx, {
    id,
    key: taskKey(leadId) + id,
    leadId,
    accountId: null,
    enrolmentId: (await lastEnrolment(trx, leadId))?.id ?? null,
    because: [stuckCauses[cause].label, place].filter((part) => part !== null).join(': '),
    at,
  });
}

/** Closes the task about a lead that runs again. */
export const markRunning = (db: Db, leadId: string, at: Instant): Promise<void> =>
  inTransaction(db, async (trx) => {
    await deleteStuck(trx, leadId);
    await closeTasksAbout(trx, leadId, taskKey(leadId), 'the lead runs again', at);
  });
