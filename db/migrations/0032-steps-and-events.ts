import { sql, type Kysely } from 'kysely';

/** Steps of apps, each once per key. */
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
];
