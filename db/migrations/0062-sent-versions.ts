import { sql, type Kysely } from 'kysely';

/** Which versions of a content were sent, and when: the page of a content asks for all of its emails. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index on touches (content, version, sent_at) where sent_at is not null`.execute(db);
}
