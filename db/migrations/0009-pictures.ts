import { sql, type Kysely } from 'kysely';

/** The pictures that stand in emails. A mail shows its picture for years, also when the app has another one by then. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table pictures (
      name text primary key, -- the hash of its bytes, with the ending of its type
      type text not null,
      bytes bytea not null
    )`.execute(db);
}
