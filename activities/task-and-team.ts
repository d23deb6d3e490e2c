import type { Trx } from '../db/database.ts';
import { lockTaskIfThere, type TaskAndTeam } from '../db/tasks/task-and-team.ts';
import { ActivityError } from './errors.ts';

export type { TaskAndTeam } from '../db/tasks/task-and-team.ts';

/**
 * A task and its team, both locked.
 * @throws ActivityError TASK_UNKNOWN
 */
export async function lockTaskAndTeam(trx: Trx, taskId: string): Promise<TaskAndTeam> {
  const locked = await lockTaskIfThere(trx, taskId);
  if (!locked) throw new ActivityError('TASK_UNKNOWN', taskId, 'it was never opened, or the lead was erased');
  return locked;
}
