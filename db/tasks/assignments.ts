import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import type { TaskKind } from '../columns.ts';

/** The assignment of a task. */
export interface Assigning {
  readonly id: string;
  /** Null if the task is unassigned. */
  readonly repId: string | null;
  /** The reason, in words, with the names at the time. */
  readonly because: string;
  readonly at: Instant;
}

/** Records an assignment, with the rep's name and the kind of task at the time. @param opens whether the task is new */
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
