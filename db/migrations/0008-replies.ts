import { sql, type Kysely } from 'kysely';

const statements = [
  // What others need to know about a program, apart from its workflow: the team that reads replies.
  `create table programs (id text primary key, replies_to text)`,
  // While such a task is open, the lead gets no marketing emails.
  `alter table tasks add column holds_marketing boolean not null default false`,
  `create index tasks_that_hold on tasks (lead_id) where holds_marketing and state = 'open'`,
  // The text part of a version, with its placeholders, which distinguishes our words from those of the person who replies.
  `alter table content_versions add column text text`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
