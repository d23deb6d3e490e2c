import type { Db } from '../../db/database.ts';
import { recordAssignment, type Assigning } from '../../db/tasks/assignments.ts';
import { setLeadOwner } from '../../db/leads/leads.ts';
import { setDealOwner } from '../../db/accounts/opportunities.ts';
import type { TaskKind } from '../../db/columns.ts';

/**
 * Assigns a task, and records the rep's current name and the reason. The assignee of a deal's task also owns the deal and the lead.
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
  await setLeadOwner(db, task.leadId, repId, assigning.at);
  await setDealOwner(db, task.id, repId, assigning.at);
}
