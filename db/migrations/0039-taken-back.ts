import { sql, type Kysely } from 'kysely';

/**
 * Reports can be taken back. `undo`: what a report changed, with the values before it, and the way back for the lead's workflow;
 * null for a report that was made before this migration. `n`: the order in which reports came, also of those at the same instant.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table dispositions add column undo jsonb, add column taken_back_at timestamptz, add column n bigserial`,
];
