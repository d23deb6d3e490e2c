import { sql, type Kysely } from 'kysely';

/** What an engagement was about, such as which webinar: which fields there are is the app's policy. Most engagements have none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table engagements add column data jsonb check (jsonb_typeof(data) = 'object')`.execute(db);
}
