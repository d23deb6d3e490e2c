import type { Db } from '../db/database.ts';
import { lockTask, taskById } from '../db/tasks.ts';
import type { TaskRow } from '../db/tasks.ts';
import { lockTeam } from '../db/teams.ts';
import type { TeamRow } from '../db/teams.ts';
import { ActivityError } from './errors.ts';

export interface TaskAndTeam {
  readonly task: TaskRow;
  readonly team: TeamRow;
}

/**
 * A task and its team, both locked: the team first, as when a task is opened, so that nobody waits in a circle.
 * @throws ActivityError TASK_UNKNOWN
 */
export async function lockTaskAndTeam(trx: Db, taskId: string): Promise<TaskAndTeam> {
  const unlocked = await taskById(trx, taskId);
  const team = unlocked && (await lockTeam(trx, { id: unlocked.teamId }));
  const task = await lockTask(trx, taskId);
  if (!team || !task) throw new ActivityError('TASK_UNKNOWN', taskId, 'it was never opened, or the lead was erased');
  return { task, team };
}
