import { sql, type Kysely } from 'kysely';

/** An alert may be about no single task: a nightly report. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table alerts alter column task_id drop not null`.execute(db);
}
