import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** What an event changed, and the teams that work on its lead or have its task. */
export interface Change {
  readonly seq: string;
  readonly leadId: string | null;
  readonly taskId: string | null;
  /** The campaigns that the lead is in, or that the event is about. */
  readonly campaignIds: readonly string[];
  readonly teamIds: readonly string[];
}

/** The number of the latest published event. */
export async function latestChange(db: Db): Promise<string> {
  const { rows } = await sql<{ seq: string | null }>`select max(seq) as seq from outgoing_events`.execute(db);
  return rows[0]?.seq ?? '0';
}

/** What the events after a number changed, in order. */
export async function changesSince(db: Db, after: string, most: number): Promise<Change[]> {
  const { rows } = await sql<Change>`
    select event.seq, event.lead_id, event.data ->> 'taskId' as task_id,
      array(
        select campaign_id from enrolments where lead_id = event.lead_id
        union select (event.data ->> 'campaignId')::uuid where event.data ? 'campaignId'
      ) as campaign_ids,
      array(
        select team_id from tasks where lead_id = event.lead_id and state = 'open'
        union select team_id from tasks where id = (event.data ->> 'taskId')::uuid
        union select reps.team_id from leads join reps on reps.id = leads.owner_id where leads.id = event.lead_id
      ) as team_ids
    from outgoing_events as event where event.seq > ${after} order by event.seq limit ${most}`.execute(db);
  return rows;
}
