import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import type { TaskKind } from '../columns.ts';

/** Who has a task from now on. */
export interface Assigning {
  readonly id: string;
  /** Nobody has it where it is null. */
  readonly repId: string | null;
  /** Why, in words, with the names of this moment. */
  readonly because: string;
  readonly at: Instant;
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
