import { sql, type Kysely } from 'kysely';

const statements = [
  // What a program says of itself that others than the workflow must know: the team that reads replies.
  `create table programs (id text primary key, replies_to text)`,
  // While such a task is open, marketing sends the lead nothing.
  `alter table tasks add column holds_marketing boolean not null default false`,
  `create index tasks_that_hold on tasks (lead_id) where holds_marketing and state = 'open'`,
  // The text part of a version, with its placeholders: by it, our words are told from those of somebody who answers.
  `alter table content_versions add column text text`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
