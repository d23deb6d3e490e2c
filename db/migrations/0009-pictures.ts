import { sql, type Kysely } from 'kysely';

/** The pictures in emails. An email shows its picture for years, even after the app has replaced it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table pictures (
      name text primary key, -- the hash of its bytes, with the ending of its type
      type text not null,
      bytes bytea not null
    )`.execute(db);
}
