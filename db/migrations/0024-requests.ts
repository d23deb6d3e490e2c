import { sql, type Kysely } from 'kysely';

/** Which acts ask for a conversation is what an app says: it is saved with the act, and the index knows no kinds. */
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
