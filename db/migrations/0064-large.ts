import { sql, type Kysely } from 'kysely';

/** Indexes for lists that read whole tables, which takes too long with a million leads. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [`create index tasks_done on tasks (closed_at, id) where state <> 'open'`];
