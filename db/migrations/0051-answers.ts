import { sql, type Kysely } from 'kysely';

/** What leads answered to the questions of forms, with the question as it was asked; the latest answer counts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table answers (
    lead_id uuid not null references leads,
    question text not null,
    label text not null,
    value jsonb not null,
    source text not null,
    at timestamptz not null,
    primary key (lead_id, question, at)
  )`.execute(db);
}
