import { sql, type Kysely } from 'kysely';

/** Whether a provider failed: that it knows nothing is remembered for a while, that it did not answer is not. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table provider_calls add column failed boolean not null default false`.execute(db);
  await sql`create index provider_calls_of_lead on provider_calls (lead_id)`.execute(db);
}
