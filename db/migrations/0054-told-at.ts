import { sql, type Kysely } from 'kysely';

/** When operations were told about trouble with sending, in program time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sending_trouble add column told_at timestamptz`.execute(db);
}
