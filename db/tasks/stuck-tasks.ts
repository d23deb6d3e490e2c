import { sql } from 'kysely';
import type { Trx } from '../database.ts';

const PREFIX = 'stuck/';

/** The key of a task about the leads that are stuck in one place. One such task may follow another, so the key ends with an id. */
export const stuckTaskKey = (where: string, id: string): string => `${PREFIX}${where}#${id}`;

const whereIn = (key: string): string => key.slice(PREFIX.length, Math.max(PREFIX.length, key.lastIndexOf('#')));

/** The open tasks about stuck leads, with where these are; other transactions can't open any until this one ends. */
export async function lockStuckTasks(
  trx: Trx,
): Promise<{ readonly id: string; readonly because: string; readonly where: string }[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${PREFIX}, 0))`.execute(trx);
  const rows = await trx
    .selectFrom('tasks')
    .select(['id', 'key', 'because'])
    .where('kind', '=', 'operations')
    .where('state', '=', 'open')
    .where('key', 'like', `${PREFIX}%`)
    .execute();
  return rows.map(({ id, key, because }) => ({ id, because, where: whereIn(key) }));
}

export const setBecause = (trx: Trx, id: string, because: string): Promise<unknown> =>
  trx.updateTable('tasks').set({ because }).where('id', '=', id).execute();
