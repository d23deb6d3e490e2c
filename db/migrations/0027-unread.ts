import { sql, type Kysely } from 'kysely';

/** Nothing reads when a content version was first used: its touches say when it was sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table content_versions drop column first_used_at`.execute(db);
}
