import { sql, type Kysely } from 'kysely';

/** An app decides which engagements are requests for a conversation. It is saved with the engagement, so the index needs no kinds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table engagements add column is_request boolean not null default false`,
  // The kinds that were requests until now.
  `update engagements set is_request = true
    where human and source <> 'click' and kind in ('activated', 'demoRequested', 'contactRequested')`,
  `drop index engagements_requests`,
  `create index engagements_requests on engagements (at) where is_request`,
];
