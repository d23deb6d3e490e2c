import { sql, type Kysely } from 'kysely';

/**
 * Steps of apps, each with one answer per key; what happened, for other systems, and its deliveries to each sink. An event gets its
 * `seq` when all that was written before it is committed, so that a reader who goes by `seq` misses none.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table step_runs (
    key text primary key,
    lead_id uuid not null references leads,
    step text not null,
    state text not null check (state in ('running', 'done', 'failed')),
    attempts int not null default 1,
    answer jsonb,
    reason text,
    at timestamptz not null
  )`,
  `create index on step_runs (lead_id, at)`,
  `create table outgoing_events (
    id bigint generated always as identity primary key,
    seq bigint unique,
    type text not null,
    lead_id uuid,
    at timestamptz not null,
    data jsonb not null
  )`,
  `create index on outgoing_events (id) where seq is null`,
  `create index on outgoing_events (at)`,
  `create table event_deliveries (
    event_id bigint not null references outgoing_events on delete cascade,
    sink text not null,
    lead_id uuid,
    state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
    attempts int not null default 0,
    error text,
    real_next_at timestamptz,
    real_at timestamptz not null default clock_timestamp(),
    primary key (event_id, sink)
  )`,
  `create index on event_deliveries (sink, lead_id, event_id) where state = 'waiting'`,
  `create index on event_deliveries (sink, event_id) where state = 'waiting'`,
];
