import { sql, type Kysely } from 'kysely';

/** Tests of two subjects that a person has ended: while the content has both, everybody gets the kept one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table decided_subjects (
    content text primary key,
    kept text not null,
    dropped text not null,
    "by" text not null,
    at timestamptz not null,
    check (kept <> dropped)
  )`.execute(db);
}
