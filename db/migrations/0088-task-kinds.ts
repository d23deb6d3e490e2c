import { sql, type Kysely } from 'kysely';

/**
 * A request, and a lead to look after, are no replies: each has its kind of task. The kind says whether an open task holds marketing
 * emails.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `update tasks set
    kind = case when exists (
      select from engagements as e where e.lead_id = tasks.lead_id and e.is_request and tasks.key = 'reply/' || e.id
    ) then 'request' else 'lookAfter' end
    where kind = 'reply' and because not like 'reply: %'`,
  `alter table tasks drop column holds_marketing`,
];
