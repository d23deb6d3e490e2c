import { sql, type Kysely } from 'kysely';

/**
 * `tasks.first_sla` and `tasks.target_at`: a task's first SLA, and its target. `tasks.give_up_at`: when the time for all attempts to reach its lead ends.
 * `teams.sla_modes`: for some SLAs, whether they are enforced or only observed; `teams.sla_mode` is for all others.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table tasks add column first_sla text, add column target_at timestamptz, add column give_up_at timestamptz`,
  // As far as it is known: a clock that has started anew has left its rungs.
  `update tasks set first_sla = coalesce((select min(sla) from sla_events where task_id = tasks.id and round = 1), sla)`,
  `alter table teams add column sla_modes jsonb not null default '{}'`,
];
