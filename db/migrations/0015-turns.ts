import { sql, type Kysely } from 'kysely';

/**
 * Each journal line records the turn of the lead that wrote it, so that the next turn can recognise the lines of a turn that the server
 * did not accept. Older lines have none.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table transitions add column turn integer`.execute(db);
}
