import type { Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../../db/database.ts';
import { insertTask, type TaskRow } from '../../db/tasks/tasks.ts';
import { lockTeam, operationsTeam } from '../../db/staff/teams.ts';
import { managingRoles } from '../../domain/people/roles.ts';

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
  const manager = await trx
    .selectFrom('reps')
    .select('id')
    .where('teamId', '=', team.id)
    .where('role', 'in', managingRoles)
    .where('active', '=', true)
    .orderBy('id')
    .executeTakeFirst();
  const place = { kind: 'operations', teamId: team.id, assigneeId: manager?.id ?? null, sla: null } as const;
  return await insertTask(trx, { ...task, ...place, clockFrom: at, dueAt: undefined, openedAt: at });
}
