import { sql, type RawBuilder } from 'kysely';
import { finalStages } from '../../domain/lead/funnel.ts';
import { hasProgram } from '../campaigns/lead-enrolment.ts';
import type { Db } from '../database.ts';
import { prepared } from '../prepared.ts';
import { listed } from '../states.ts';

/** SQL: whether no program, task, stated reason or final stage accounts for the row of `leads` with its `accounts`. */
const nowhere = (evenHeld: boolean): RawBuilder<boolean> => sql<boolean>`(
  (${evenHeld}::boolean or leads.held is null) and leads.duplicate_of is null
  and leads.stage not in ${listed(finalStages)} and coalesce(accounts.kind, 'prospect') = 'prospect'
  and not ${hasProgram(sql`leads.id`)}
  and not exists (select from tasks where lead_id = leads.id and state = 'open'))`;

/**
 * Whether nothing accounts for a lead: anybody may take it.
 * @param evenHeld whether leads without a consent to marketing count, too: it prevents nobody from calling
 */
export async function isNowhere(db: Db, leadId: string, evenHeld: boolean): Promise<boolean> {
  const { rows } = await sql`${prepared}
    select from leads left join accounts on accounts.id = leads.account_id where leads.id = ${leadId} and ${nowhere(evenHeld)}`.execute(
    db,
  );
  return rows.length > 0;
}

/** Which of some leads are nowhere, even if they are held. */
export async function nowhereAmong(db: Db, leadIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (leadIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`${prepared}
    select leads.id from leads left join accounts on accounts.id = leads.account_id
    where leads.id = any(${leadIds}) and ${nowhere(true)}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
