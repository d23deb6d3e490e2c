import type { Db, Trx } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { stuckGroups, type StuckGroup } from '../../db/leads/stuck-leads.ts';
import { lockStuckTasks, setBecause, stuckTaskKey } from '../../db/tasks/stuck-tasks.ts';
import { closeTask } from '../../db/tasks/tasks.ts';
import { stuckInWords } from '../../domain/lead/stuck.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { openOperationsTask } from './operations-task.ts';

/**
 * Makes the tasks of operations follow the stuck leads: one task for each cause and place, however many leads are stuck there. It
 * is about the first of them, counts the others, and is closed when they all continue.
 * @returns the groups for which it opened a task
 */
export const followStuckLeads = (db: Db, newId: () => string, at: Instant): Promise<readonly StuckGroup[]> =>
  inTransaction(db, async (trx) => {
    const open = await lockStuckTasks(trx);
    const groups = new Map((await stuckGroups(trx)).map((group) => [stuckInWords(group), group]));
    for (const { id, where, because } of open) {
      const group = groups.get(where);
      if (!group) await closeTask(trx, id, 'done', 'the leads run again', at);
      else if (because !== inWords(group)) await setBecause(trx, id, inWords(group));
      groups.delete(where);
    }
    const opened: StuckGroup[] = [];
    for (const group of groups.values()) if (await openTask(trx, newId(), group, at)) opened.push(group);
    return opened;
  });

async function openTask(trx: Trx, id: string, group: StuckGroup, at: Instant): Promise<boolean> {
  const { leadId, enrolmentId } = group;
  const key = stuckTaskKey(stuckInWords(group), id);
  return await openOperationsTask(trx, { id, key, leadId, accountId: null, enrolmentId, because: inWords(group), at });
}

const inWords = (group: StuckGroup): string =>
  group.leads === 1 ? stuckInWords(group) : `${stuckInWords(group)}: ${group.leads} leads, see ops.stuck`;
