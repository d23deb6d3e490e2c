import { sql, type Kysely } from 'kysely';

/** What is looked for every few seconds is found by an index, however much there is; what nobody reads is gone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Requests for a conversation. A kind that becomes one belongs into this list.
  `create index engagements_requests on engagements (at)
    where human and source <> 'click' and kind in ('activated', 'demoRequested', 'contactRequested')`,
  // News about consent, and the acts that bring it, overtake the others; and messages that nobody will deliver.
  `alter table outbox add column urgent boolean not null default false`,
  `update outbox set urgent = true where state = 'waiting' and message ->> 'name' = 'contactabilityChanged'`,
  `create index outbox_urgent on outbox (id) where state = 'waiting' and urgent`,
  `create index outbox_undeliverable on outbox (lead_id) where state = 'undeliverable'`,
  // Of one lead, also those that have ended.
  `create index on enrolments (lead_id)`,
  `create index enrolments_to_start on enrolments (start_at) where state = 'waiting'`,
  `create index opportunities_owned on opportunities (owner_id) where closed_at is null`,
  // There was one already.
  `drop index tasks_held`,
  // A beat is a uuid of version 7, and says itself when it was given.
  `alter table pulse drop column real_beat_at`,
];
