import type { Instant } from '../../domain/time/clock.ts';
import type { Rung, SlaId, SlaMode } from '../../domain/sales/sla.ts';
import type { Db } from '../database.ts';

export interface SlaEvent {
  readonly taskId: string;
  readonly round: number;
  readonly rung: Rung;
  readonly leadId: string;
  readonly sla: SlaId;
  readonly mode: SlaMode;
  readonly dueAt: Instant;
  readonly at: Instant;
  /** The assignee; after `reassign`, the new one. */
  readonly assigneeId: string | null;
}

/** Records that a clock reached a rung, once for each task, round and rung. @returns whether it was the first time */
export async function recordSlaEvent(db: Db, { dueAt, at, ...event }: SlaEvent): Promise<boolean> {
  const row = await db
    .insertInto('slaEvents')
    .values((eb) => ({
      ...event,
      assigneeName: eb.selectFrom('reps').select('name').where('reps.id', '=', event.assigneeId),
      dueAt: new Date(dueAt),
      at: new Date(at),
    }))
    .onConflict((conflict) => conflict.doNothing())
    .returning('taskId')
    .executeTakeFirst();
  return row !== undefined;
}

/** The rungs that a task's clock has reached. */
export async function rungsOf(db: Db, taskId: string, round: number): Promise<readonly Rung[]> {
  const rows = await db.selectFrom('slaEvents').select('rung').where('taskId', '=', taskId).where('round', '=', round).execute();
  return rows.map(({ rung }) => rung as Rung);
}

/** How a rung was recorded; undefined if it was not. */
export async function slaEvent(
  db: Db,
  taskId: string,
  round: number,
  rung: Rung,
): Promise<{ mode: SlaMode; assigneeId: string | null } | undefined> {
  const row = await db
    .selectFrom('slaEvents')
    .select(['mode', 'assigneeId'])
    .where('taskId', '=', taskId)
    .where('round', '=', round)
    .where('rung', '=', rung)
    .executeTakeFirst();
  return row && { ...row, mode: row.mode as SlaMode };
}
