import { sql, type Kysely } from 'kysely';

/** The answers of reports that took long, so that the next one who asks need not wait. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table saved_reports (
    asked text primary key,
    answer jsonb not null,
    took_ms integer not null,
    real_at timestamptz not null default clock_timestamp()
  )`.execute(db);
}
