import { sql, type Kysely } from 'kysely';

/** A person knows of a fault that can't be undone, and says why it is acceptable. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table acknowledged_faults (
    fault text not null,
    id text not null,
    reason text not null,
    by text not null,
    at timestamptz not null,
    primary key (fault, id)
  )`.execute(db);
}
