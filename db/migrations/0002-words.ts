import { sql, type Kysely } from 'kysely';

/** What people wrote to us, in their own words. It stays here: the engine hears only how it was understood. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table words (
    engagement_id uuid primary key references engagements,
    subject text,
    body text not null
  )`.execute(db);
}
