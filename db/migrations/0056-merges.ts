import { sql, type Kysely } from 'kysely';

/**
 * Leads that were found to be one. The dropped one stays, with its address, and points to the kept one (`leads.duplicate_of`). `kind`: in which
 * table they are. `undo`: what went over, and what changed, with the values before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table merges (
    id uuid primary key,
    kind text not null,
    kept_id uuid not null,
    dropped_id uuid not null,
    at timestamptz not null,
    by text not null,
    undo jsonb not null,
    undone_at timestamptz
  )`,
  `create unique index one_merge on merges (dropped_id) where undone_at is null`,
  `create index on merges (kept_id) where undone_at is null`,
];
