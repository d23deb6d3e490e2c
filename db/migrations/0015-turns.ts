import { sql, type Kysely } from 'kysely';

/**
 * Each line of a journal says which turn of its lead wrote it, so that the next one can tell the lines of a turn that the
 * server did not accept. Lines from before have none.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table transitions add column turn integer`.execute(db);
}
