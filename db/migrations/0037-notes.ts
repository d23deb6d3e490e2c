import { sql, type Kysely } from 'kysely';

/** What people write down about a lead, or about a task of the lead. `author` is the rep, or the key of somebody who is none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table notes (
    id uuid primary key,
    lead_id uuid not null references leads,
    task_id uuid references tasks,
    body text not null,
    by text not null,
    author text not null,
    at timestamptz not null
  )`,
  `create index on notes (lead_id, at)`,
];
