import type { Db } from '../../db/database.ts';
import { recordAssignment, type Assigning } from '../../db/tasks/assignments.ts';
import { ownLead } from '../../db/leads/leads.ts';
import { ownDeal } from '../../db/accounts/opportunities.ts';
import type { TaskKind } from '../../db/columns.ts';

/**
 * Says who has a task from now on, and saves it with the name and the reason of this moment. Who has the task of a deal owns
 * the deal, and the lead.
 */
export async function assignTask(
  db: Db,
  task: { readonly id: string; readonly leadId: string; readonly kind: TaskKind },
  assigning: Assigning,
): Promise<void> {
  const { repId } = assigning;
  await db.updateTable('tasks').set({ assigneeId: repId }).where('id', '=', task.id).execute();
  await recordAssignment(db, task, assigning);
  if (task.kind !== 'opportunity' || repId === null) return;
  await ownLead(db, task.leadId, repId, assigning.at);
  await ownDeal(db, task.id, repId, assigning.at);
}
