import { sql, type Kysely } from 'kysely';

/** Indexes for everything that is searched every few seconds, whatever the amount of data; removes what is not read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Requests for a conversation. A new kind of request must be added to this list.
  `create index engagements_requests on engagements (at)
    where human and source <> 'click' and kind in ('activated', 'demoRequested', 'contactRequested')`,
  // News about consent, and the engagements that cause it, overtake other messages; also messages that can't be delivered.
  `alter table outbox add column urgent boolean not null default false`,
  `update outbox set urgent = true where state = 'waiting' and message ->> 'name' = 'contactabilityChanged'`,
  `create index outbox_urgent on outbox (id) where state = 'waiting' and urgent`,
  `create index outbox_undeliverable on outbox (lead_id) where state = 'undeliverable'`,
  // Of one lead, including those that have ended.
  `create index on enrolments (lead_id)`,
  `create index enrolments_to_start on enrolments (start_at) where state = 'waiting'`,
  `create index opportunities_owned on opportunities (owner_id) where closed_at is null`,
  // A duplicate of another index.
  `drop index tasks_held`,
  // A beat is a uuid of version 7, which contains its time.
  `alter table pulse drop column real_beat_at`,
];
