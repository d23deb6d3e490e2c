import { sql, type Kysely } from 'kysely';

/** When somebody last asked for a saved report, and when it is to be counted again: a sweep counts ahead what people ask for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table saved_reports
    add column wanted_at timestamptz not null default now(), add column recount_at timestamptz not null default now()`.execute(
    db,
  );
}
