import { sql, type Kysely } from 'kysely';

/**
 * Every incoming message is saved before it is read, so that its content can't cause it to be lost. Consecutive refusals of an address
 * are counted, so that unreachable people do not get emails for ever.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table incoming_mails (
    id uuid primary key,
    hash bytea not null unique,
    envelope_to text,
    received_at timestamptz not null,
    raw bytea,
    state text not null default 'unread',
    attempts integer not null default 0,
    real_read_by timestamptz not null default clock_timestamp(),
    message jsonb,
    kind text,
    because text,
    lead_id uuid references leads,
    touch_key text references touches
  )`,
  `create index on incoming_mails (state, received_at)`,
  `create index on incoming_mails (lead_id)`,
  // The bytes are deleted after a while; messages without bytes are not searched again.
  `create index on incoming_mails (received_at) where raw is not null`,
  `create table address_refusals (
    email_key text not null,
    blame text not null,
    in_a_row integer not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (email_key, blame)
  )`,
];
