import { sql, type Kysely } from 'kysely';

/** Nothing reads when a version of a content was used first: the touches that have it say when it was sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table content_versions drop column first_used_at`.execute(db);
}
