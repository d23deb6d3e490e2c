import type { Instant } from '../../domain/time/clock.ts';
import type { Rung, SlaId, SlaMode } from '../../domain/sales/sla.ts';
import { programTaskKinds } from '../../domain/sales/task-kinds.ts';
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

/** The latest clock of a task that reached a rung; 0 if none has. */
export async function lastRound(db: Db, taskId: string): Promise<number> {
  const { last } = await db
    .selectFrom('slaEvents')
    .select((eb) => eb.fn.max('round').as('last'))
    .where('taskId', '=', taskId)
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

/** When the rungs of a task's clock were reached. */
export async function reachedRungs(db: Db, taskId: string, round: number): Promise<ReadonlyMap<string, Instant>> {
  const rows = await db
    .selectFrom('slaEvents')
    .select(['rung', 'at'])
    .where('taskId', '=', taskId)
    .where('round', '=', round)
    .execute();
  return new Map(rows.map(({ rung, at }) => [rung, at.getTime()]));
}

/** The overdue tasks that no program waits for, and whose next rung may be due. */
export const withRungsDue = (db: Db, at: Instant) =>
  db
    .selectFrom('tasks')
    .select('id')
    .where('state', '=', 'open')
    .where('sla', 'is not', null)
    .where('clockStoppedAt', 'is', null)
    .where('dueAt', '<=', new Date(at))
    .where('kind', 'not in', programTaskKinds)
    .where((eb) => eb.or([eb('climbsAt', 'is', null), eb('climbsAt', '<=', new Date(at))]));

/** A page of those tasks, in the order of their ids. */
export async function climbingTasks(
  db: Db,
  { at, after, most }: { readonly at: Instant; readonly after: string | undefined; readonly most: number },
): Promise<readonly string[]> {
  const rows = await withRungsDue(db, at)
    .$if(after !== undefined, (query) => query.where('id', '>', after!))
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
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
