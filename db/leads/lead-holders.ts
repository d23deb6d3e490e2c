import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** The owner of a lead, a rep with an open task on it, or, without a rep, a team whose task is unassigned. */
export interface Holder {
  readonly repId: string | null;
  readonly teamId: string;
}

/** @returns undefined if the lead does not exist */
export async function holdersOf(db: Db, leadId: string): Promise<readonly Holder[] | undefined> {
  const { rows } = await sql<{ repId: string | null; teamId: string | null }>`
    select reps.id as rep_id, reps.team_id from leads left join reps on reps.id = leads.owner_id where leads.id = ${leadId}
    union all
    select assignee_id, team_id from tasks where lead_id = ${leadId} and state = 'open'`.execute(db);
  if (rows.length === 0) return undefined;
  return rows.filter((row): row is Holder => row.teamId !== null);
}
