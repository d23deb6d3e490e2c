import type { Trx } from '../database.ts';
import { lockTask, taskById } from './tasks.ts';
import type { TaskRow } from './tasks.ts';
import { lockTeam } from '../staff/teams.ts';
import type { TeamRow } from '../staff/teams.ts';

export interface TaskAndTeam {
  readonly task: TaskRow;
  readonly team: TeamRow;
}

/** A task and its team, both locked. The team comes first, as when a task is opened, to avoid deadlocks. */
export async function lockTaskIfThere(trx: Trx, taskId: string): Promise<TaskAndTeam | undefined> {
  const unlocked = await taskById(trx, taskId);
  const team = unlocked && (await lockTeam(trx, { id: unlocked.teamId }));
  const task = await lockTask(trx, taskId);
  return team && task && { task, team };
}
