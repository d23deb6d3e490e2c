import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { LeadEvent } from '../../domain/lead/lead-events.ts';
import type { Db } from '../database.ts';

export type NewLeadEvent = LeadEvent & {
  readonly leadId: string;
  readonly at: Instant;
  /** Who did it: the name of a key, or of a rep, at this moment. */
  readonly by?: string | undefined;
  /** The same key again is the same event. */
  readonly key?: string;
};

/** Saves what happened to leads, for good: in the transaction in which it happens, where there is one. */
export async function recordEvents(db: Db, events: readonly NewLeadEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ at, ...event }) => ({ ...event, at: new Date(at) }));
  await sql`
    insert into lead_events (lead_id, at, kind, by, key, data)
    select "leadId", at, kind, by, key, data from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row("leadId" uuid, at timestamptz, kind text, by text, key text, data jsonb)
    on conflict (key) do nothing`.execute(db);
}

export const recordEvent = (db: Db, event: NewLeadEvent): Promise<void> => recordEvents(db, [event]);

/** SQL: the beginning of a statement that saves events: lead, instant, kind, by whom, and the data as JSON. */
export const intoLeadEvents = sql`insert into lead_events (lead_id, at, kind, by, data)`;

/** SQL: records that tasks were closed: the rows of `closed`, as an update of `tasks` returns them. */
export const taskClosedEvents = (closed: string): RawBuilder<unknown> => sql`
  insert into lead_events (lead_id, at, kind, data)
  select lead_id, closed_at, 'taskClosed', jsonb_build_object('kind', kind, 'state', state, 'outcome', outcome) from ${sql.ref(closed)}`;
