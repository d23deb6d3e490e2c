import type { Instant } from '../domain/clock.ts';
import type { Db } from './database.ts';
import { ownLead } from './leads.ts';
import { ownDeal } from './opportunities.ts';
import type { TaskKind } from './columns.ts';

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
  await ownLead(db, task.leadId, repId);
  await ownDeal(db, task.id, repId);
}

/** Saves who was given a task. */
export const recordAssignment = (
  db: Db,
  task: { readonly id: string },
  { id, repId, because, at }: Assigning,
): Promise<unknown> =>
  db
    .insertInto('assignments')
    .values((eb) => ({
      id,
      taskId: task.id,
      repId,
      repName: eb.selectFrom('reps').select('reps.name').where('reps.id', '=', repId),
      because,
      at: new Date(at),
    }))
    .execute();
