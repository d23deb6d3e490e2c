import { sql, type Kysely } from 'kysely';

/** The fields that an app adds to its leads: which there are is the app's policy, so Postgres holds them as one object. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table leads add column fields jsonb not null default '{}' check (jsonb_typeof(fields) = 'object')`.execute(db);
}
