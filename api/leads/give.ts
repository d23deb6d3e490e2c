import { sql } from 'kysely';
import { giveLeads, leadById } from '../../db/leads/leads.ts';
import { lockTaskIfThere } from '../../db/tasks/task-and-team.ts';
import { openTasksAbout } from '../../db/tasks/tasks.ts';
import { quantity } from '../../domain/text/words.ts';
import { giveTask } from '../../services/tasks/give-task.ts';
import { notFound } from '../procedures/refusal.ts';
import { activeRep, availableRep } from '../tasks/rep-at-work.ts';
import { repOfTeam, type Asker } from '../tasks/team.ts';

interface Order {
  readonly leadId: string;
  /** Who owns the lead from now on; null for nobody. */
  readonly rep: string | null;
  /** Who gets which open task of the lead; by default, the rep gets those of their team. */
  readonly work?: readonly Given[] | undefined;
}

interface Given {
  readonly taskId: string;
  /** A rep of the task's team; null for nobody. */
  readonly to: string | null;
}

/**
 * Gives a lead and its open tasks to a rep.
 * @throws Refusal for a rep who has left, who is away while there is a task, or who is in another team than the manager's
 */
export async function give(asker: Asker, { leadId, rep: to, work }: Order) {
  const { db, clock, principal } = asker;
  const lead = await leadById(db, leadId);
  if (!lead) throw notFound('lead', leadId);
  const rep = to === null ? undefined : await takerOf(asker, to);
  const open = await openTasksAbout(db, leadId);
  const tasks = open.flatMap(({ id, teamId, assigneeId }) => {
    const taker = work ? work.find(({ taskId }) => taskId === id)?.to : teamId === rep?.teamId ? to : undefined;
    return taker === undefined || taker === assigneeId ? [] : [{ id, teamId, assigneeId, taker }];
  });
  for (const { taker, teamId } of tasks) if (taker !== null) await availableRep(asker, taker, teamId);
  const at = clock.now();
  await db.transaction().execute(async (trx) => {
    for (const { id, taker } of tasks) {
      const locked = await lockTaskIfThere(trx, id);
      const because = `${principal.name} gave the lead to ${rep?.name ?? 'nobody'}`;
      if (locked?.task.state === 'open') await giveTask(trx, asker, locked, { to: taker, because, at });
    }
    await giveLeads(trx, sql`leads.id = ${leadId}`, to, { at, by: principal.name });
  });
  const along = tasks.length === 0 ? '' : ` ${quantity(tasks.length, 'open task')} changed hands.`;
  return {
    leadId,
    next: `${rep ? `${rep.name} now owns the lead` : 'Nobody owns the lead now'}.${along}`,
    /** Who had the lead and its tasks: give them back to take this back. */
    was: { rep: lead.ownerId, work: tasks.map(({ id, assigneeId }) => ({ taskId: id, to: assigneeId })) },
  };
}

/** Marketers give to every rep, managers to those of their team. */
async function takerOf(asker: Asker, id: string) {
  if (asker.principal.role !== 'marketer') await repOfTeam(asker, id);
  return await activeRep(asker, id);
}
