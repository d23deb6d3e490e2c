import { sql, type Kysely } from 'kysely';

/** The leads that are in no audience, merged or erased: the count of everybody leaves them out, and does not read all leads. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index leads_in_no_audience on leads (id) where duplicate_of is not null or erased_at is not null`.execute(db);
}
