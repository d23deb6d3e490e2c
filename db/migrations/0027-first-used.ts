import { sql, type Kysely } from 'kysely';

/**
 * Nothing reads when a content version was first used: its touches say when it was sent. Workers of 0.1.0 still write the column, and may
 * run beside today's, so it stays until no supported version writes it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table content_versions alter column first_used_at set default now()`.execute(db);
}
