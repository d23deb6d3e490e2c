import { sql, type Kysely } from 'kysely';

/** A rep's page asks about whom they have reported. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index dispositions_of_reps on dispositions (rep_id, at) where state = 'applied'`.execute(db);
}
