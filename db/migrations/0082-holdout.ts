import { sql, type Kysely } from 'kysely';

/** Of 100 leads that a campaign would take in, how many get nothing, so that lift can be measured; and what each lot said: null where none was drawn. */
const changes = [
  `alter table campaigns add column holdout_percent integer not null default 0`,
  `alter table enrolments add column held_out boolean`,
  `alter table deferred_enrolments add column draws_lots boolean not null default false`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of changes) await sql.raw(change).execute(db);
}
