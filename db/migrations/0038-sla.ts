import { sql, type Kysely } from 'kysely';

/**
 * `tasks.target_at`: the target of a task's first clock. `tasks.give_up_at`: when the time for all attempts to reach its lead ends.
 * `teams.sla_modes`: for some SLAs, whether they are enforced or only observed; `teams.sla_mode` is for all others.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table tasks add column target_at timestamptz, add column give_up_at timestamptz`,
  `alter table teams add column sla_modes jsonb not null default '{}'`,
];
