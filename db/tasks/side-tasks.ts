import { sql } from 'kysely';
import type { Rung } from '../../domain/sales/sla.ts';
import { programTaskKinds } from '../../domain/sales/task-kinds.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Db } from '../database.ts';
import { listed } from '../states.ts';

/** The overdue tasks that no program waits for and whose ladder is not at its end, those that are due first first. */
export async function overdueSideTasks(
  db: Db,
  lastRungs: ReadonlyMap<string, Rung>,
  at: Instant,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select tasks.id from tasks
    join unnest(${[...lastRungs.keys()]}::text[], ${[...lastRungs.values()]}::text[]) as ladder (sla, last_rung) on ladder.sla = tasks.sla
    where state = 'open' and due_at <= ${new Date(at)} and clock_stopped_at is null and kind not in ${listed(programTaskKinds)}
      and not exists (select from sla_events where task_id = tasks.id and round = tasks.round and rung = last_rung)
    order by due_at, tasks.id limit ${most}`.execute(db);
  return rows.map(({ id }) => id);
}
