import { sql } from 'kysely';
import { programTaskKinds } from '../../domain/sales/task-kinds.ts';
import type { Db } from '../database.ts';
import { listed } from '../states.ts';

/**
 * The rep to whom the last report about a lead gives it: who was put through to the lead, or owns the deal. A report counts until a task
 * has followed from it.
 */
export async function namedInReport(db: Db, leadId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with theirs as (select * from tasks where lead_id = ${leadId} and kind in ${listed(programTaskKinds)}),
    last as (
      select said.at, details ->> 'owner' as owner from dispositions as said join theirs on theirs.id = said.task_id
      where said.state = 'applied' order by said.at desc, said.id desc limit 1
    )
    select reps.id from last join reps on reps.id::text = last.owner
    where not exists (select from theirs where opened_at > last.at)`.execute(db);
  return rows[0]?.id;
}
