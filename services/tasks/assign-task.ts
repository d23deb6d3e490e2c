import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../../db/database.ts';
import { ownLead } from '../../db/leads/leads.ts';
import { ownDeal } from '../../db/accounts/opportunities.ts';
import type { TaskKind } from '../../db/columns.ts';

interface Assigning {
  readonly id: string;
  /** Nobody has it where it is null. */
  readonly repId: string | null;
  /** Why, in words, with the names of this moment. */
  readonly because: string;
  readonly at: Instant;
}

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

/** Saves who was given a task, with the name and the kind of task of this moment. @param opens whether the task is new */
export const recordAssignment = (
  db: Db,
  task: { readonly id: string; readonly kind: TaskKind },
  { id, repId, because, at }: Assigning,
  opens = false,
): Promise<unknown> =>
  db
    .insertInto('assignments')
    .values((eb) => ({
      id,
      taskId: task.id,
      repId,
      repName: eb.selectFrom('reps').select('reps.name').where('reps.id', '=', repId),
      kind: task.kind,
      opens,
      because,
      at: new Date(at),
    }))
    .execute();
