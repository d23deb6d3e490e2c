import type { Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../../db/database.ts';
import { insertTask, type TaskRow } from '../../db/tasks/tasks.ts';
import { lockTeam, managerOf, operationsTeam } from '../../db/staff/teams.ts';

interface OperationsTask extends Pick<TaskRow, 'id' | 'key' | 'leadId' | 'accountId' | 'enrolmentId' | 'because'> {
  readonly at: Instant;
}

/**
 * Opens a task about a lead for the manager of the operations team; none without such a team. Repeating a key opens no second task.
 * @returns whether it is new
 */
export async function openOperationsTask(trx: Trx, { at, ...task }: OperationsTask): Promise<boolean> {
  const slug = await operationsTeam(trx);
  const team = slug && (await lockTeam(trx, slug));
  if (!team) return false;
  const assigneeId = (await managerOf(trx, team.id)) ?? null;
  const place = { kind: 'operations', teamId: team.id, assigneeId, sla: null } as const;
  return await insertTask(trx, { ...task, ...place, clockFrom: at, dueAt: undefined, openedAt: at });
}
