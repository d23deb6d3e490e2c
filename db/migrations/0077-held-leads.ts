import { sql, type Kysely } from 'kysely';

/** The leads that are held: with a million leads, counting and listing them read all leads. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index leads_held on leads (id) where held is not null`.execute(db);
}
