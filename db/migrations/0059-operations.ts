import { sql, type Kysely } from 'kysely';

/** What operators watch is counted every few seconds: without a look at all acts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index engagements_against_us on engagements (at) where bounce is not null or kind = 'complained'`.execute(db);
}
