import { sql, type Kysely } from 'kysely';

/**
 * Enrolments of leads who are in another program until then, and texts from numbers that no lead has: both wait, and nobody is
 * forgotten.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table deferred_enrolments (
    id uuid primary key default uuidv7(),
    lead_id uuid not null references leads,
    campaign_id uuid not null references campaigns,
    at timestamptz not null,
    "by" text,
    unique (lead_id, campaign_id)
  )`,
  `create index on deferred_enrolments (campaign_id)`,
  `create table incoming_texts (
    id uuid primary key,
    channel text not null,
    address text not null,
    body text not null,
    received_at timestamptz not null,
    state text not null,
    lead_id uuid references leads
  )`,
  `create index on incoming_texts (received_at) where state = 'waiting'`,
];
