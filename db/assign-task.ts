import type { Instant } from '../domain/clock.ts';
import type { Db } from './database.ts';
import type { TaskRow } from './tasks.ts';

interface Assigning {
  readonly id: string;
  /** Nobody has it where it is null. */
  readonly repId: string | null;
  /** Why, in words, with the names of this moment. */
  readonly because: string;
  readonly at: Instant;
}

/** Says who has a task from now on, and keeps it with the name and the reason of this moment. */
export async function assignTask(db: Db, task: Pick<TaskRow, 'id'>, assigning: Assigning): Promise<void> {
  await db.updateTable('tasks').set({ assigneeId: assigning.repId }).where('id', '=', task.id).execute();
  await recordAssignment(db, task, assigning);
}

/** Keeps who was given a task. */
export const recordAssignment = (db: Db, task: Pick<TaskRow, 'id'>, { id, repId, because, at }: Assigning): Promise<unknown> =>
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
