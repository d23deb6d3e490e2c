import { sql } from 'kysely';
import type { Db, Trx } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { stuckGroups, type StuckGroup } from '../../db/leads/stuck-leads.ts';
import { closeTask } from '../../db/tasks/tasks.ts';
import { stuckInWords } from '../../domain/lead/stuck.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { openOperationsTask } from './operations-task.ts';

const PREFIX = 'stuck/';

/** The part of a task's key that says which leads it is about. */
const groupKey = (group: StuckGroup): string => PREFIX + stuckInWords(group);

/** One of these tasks may follow another about the same group. */
const keyOf = (group: string, id: string): string => `${group}#${id}`;
const groupOf = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf('#')));

/**
 * Makes the tasks of operations follow the stuck leads: one task for each cause and place, however many leads stand there. It is about the
 * first of them, counts the others, and is closed when they all go on.
 * @returns the groups for which it opened a task
 */
export const followStuckLeads = (db: Db, newId: () => string, at: Instant): Promise<readonly StuckGroup[]> =>
  inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${PREFIX}, 0))`.execute(trx);
    const groups = new Map((await stuckGroups(trx)).map((group) => [groupKey(group), group]));
    for (const { id, key, because } of await openTasks(trx)) {
      const group = groups.get(groupOf(key));
      if (!group) await closeTask(trx, id, 'done', 'the leads run again', at);
      else if (because !== inWords(group))
        await trx
          .updateTable('tasks')
          .set({ because: inWords(group) })
          .where('id', '=', id)
          .execute();
      groups.delete(groupOf(key));
    }
    const opened: StuckGroup[] = [];
    for (const [key, group] of groups) if (await open(trx, newId(), key, group, at)) opened.push(group);
    return opened;
  });

const openTasks = (trx: Trx) =>
  trx
    .selectFrom('tasks')
    .select(['id', 'key', 'because'])
    .where('kind', '=', 'operations')
    .where('state', '=', 'open')
    .where('key', 'like', `${PREFIX}%`)
    .execute();

async function open(trx: Trx, id: string, group: string, stuck: StuckGroup, at: Instant): Promise<boolean> {
  const { leadId, enrolmentId } = stuck;
  return await openOperationsTask(trx, {
    id,
    key: keyOf(group, id),
    leadId,
    accountId: null,
    enrolmentId,
    because: inWords(stuck),
    at,
  });
}

const inWords = (group: StuckGroup): string =>
  group.leads === 1 ? stuckInWords(group) : `${stuckInWords(group)}: ${group.leads} leads, see ops.stuck`;
