import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { LeadEvent } from '../../domain/lead/lead-events.ts';
import type { Db } from '../database.ts';
import { prepared } from '../prepared.ts';

export type NewLeadEvent = LeadEvent & {
  readonly leadId: string;
  readonly at: Instant;
  /** Who did it: the name of a key, or of a rep, at the time. */
  readonly by?: string | undefined;
  /** Repeating a key repeats the event. */
  readonly key?: string;
};

/** Saves events of leads permanently, in the transaction in which they happen, if there is one. */
export async function recordEvents(db: Db, events: readonly NewLeadEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ at, ...event }) => ({ ...event, at: new Date(at) }));
  await sql`${prepared}
    insert into lead_events (lead_id, at, kind, by, key, data)
    select "leadId", at, kind, by, key, data from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row("leadId" uuid, at timestamptz, kind text, by text, key text, data jsonb)
    on conflict (key) do nothing`.execute(db);
}

export const recordEvent = (db: Db, event: NewLeadEvent): Promise<void> => recordEvents(db, [event]);

/** SQL: the beginning of a statement that saves events: lead, instant, kind, by whom, and the data as JSON. */
export const intoLeadEvents = sql`insert into lead_events (lead_id, at, kind, by, data)`;

/** SQL: records that tasks were closed. `closed` contains their rows, as an update of `tasks` returns them. */
export const taskClosedEvents = (closed: string): RawBuilder<unknown> => sql`
  insert into lead_events (lead_id, at, kind, data)
  select lead_id, closed_at, 'taskClosed', jsonb_build_object('kind', kind, 'state', state, 'outcome', outcome) from ${sql.ref(closed)}`;
