import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { statesIn, touchStates } from '../../domain/contact/touch-states.ts';

/** Everything that was sent to some leads, latest first, and how they reacted. */
export async function sentTo(db: Db, leadIds: readonly string[]) {
  if (leadIds.length === 0) return [];
  return await db
    .selectFrom('touches')
    .leftJoin('contentVersions', 'contentVersions.hash', 'touches.version')
    .where('touches.leadId', 'in', leadIds)
    .where('touches.state', 'in', statesIn(touchStates, 'sent'))
    .select([
      'touches.leadId',
      'touches.key',
      'touches.content',
      'touches.sentAt',
      'contentVersions.subject',
      'contentVersions.persona',
    ])
    .select(
      sql<
        string[]
      >`coalesce((select array_agg(distinct e.kind) from engagements as e where e.touch_key = touches.key and e.human), '{}')`.as(
        'reactions',
      ),
    )
    .orderBy('touches.sentAt', 'desc')
    .execute();
}

/** The SLA rungs that some tasks reached. */
export async function rungsReached(db: Db, taskIds: readonly string[]) {
  if (taskIds.length === 0) return [];
  return await db
    .selectFrom('slaEvents')
    .where('taskId', 'in', taskIds)
    .select(['taskId', 'round', 'rung', 'sla', 'mode', 'dueAt', 'at'])
    .orderBy('at')
    .execute();
}

/** What is needed to report about a task. */
export async function taskRef(db: Db, taskId: string) {
  return await db
    .selectFrom('tasks')
    .innerJoin('leads', 'leads.id', 'tasks.leadId')
    .select(['tasks.id', 'leadId', 'kind', 'state', 'assigneeId', 'teamId', 'outcome', 'leads.zone'])
    .where('tasks.id', '=', taskId)
    .executeTakeFirst();
}

/** The names of some reps, by id. */
export async function repNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('reps')
    .select(['id', 'name'])
    .where(sql<string>`id::text`, 'in', ids)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export interface RepRow {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  /** Whether they are still with the company. */
  readonly active: boolean;
}

export const repById = (db: Db, id: string): Promise<RepRow | undefined> =>
  db.selectFrom('reps').select(['id', 'teamId', 'name', 'active']).where('id', '=', id).executeTakeFirst();
