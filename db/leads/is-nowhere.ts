import { sql, type RawBuilder } from 'kysely';
import { finalStages } from '../../domain/lead/funnel.ts';
import type { Db } from '../database.ts';
import { listed, living } from '../states.ts';

/** SQL: whether no program, task, stated reason or final stage accounts for the row of `leads` with its `accounts`. */
export const nowhere = (evenHeld: boolean): RawBuilder<boolean> => sql<boolean>`(
  (${evenHeld}::boolean or leads.held is null) and leads.duplicate_of is null
  and leads.stage not in ${listed(finalStages)} and coalesce(accounts.kind, 'prospect') = 'prospect'
  and not exists (select from enrolments where lead_id = leads.id and state in ${living} and lane is null)
  and not exists (select from tasks where lead_id = leads.id and state = 'open'))`;

/**
 * Whether nothing accounts for a lead: anybody may take it.
 * @param evenHeld whether leads without a consent to marketing count, too: it prevents nobody from calling
 */
export async function isNowhere(db: Db, leadId: string, evenHeld: boolean): Promise<boolean> {
  const { rows } = await sql`
    select from leads left join accounts on accounts.id = leads.account_id where leads.id = ${leadId} and ${nowhere(evenHeld)}`.execute(
    db,
  );
  return rows.length > 0;
}
