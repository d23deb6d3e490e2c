import { sql, type Kysely } from 'kysely';

/** The answers of reports that took long, so that the next one who asks need not wait; and an index on what leads answered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table saved_reports (
    asked text primary key,
    answer jsonb not null,
    took_ms integer not null,
    at timestamptz not null
  )`.execute(db);
  await sql`drop index engagements_answers`.execute(db);
  await sql`create index engagements_answers on engagements (at) where answer is not null or reply is not null`.execute(db);
}
