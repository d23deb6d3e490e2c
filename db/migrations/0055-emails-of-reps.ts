import { sql, type Kysely } from 'kysely';

/** What a rep wrote about a lead is a note, or a copy of the email that they sent to the lead. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notes add column kind text not null default 'note'`.execute(db);
}
