import { sql, type Kysely } from 'kysely';

/** People's own words to us. They stay in Postgres: Temporal gets only how they were understood. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table words (
    engagement_id uuid primary key references engagements,
    subject text,
    body text not null
  )`.execute(db);
}
