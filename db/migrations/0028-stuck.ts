import { sql, type Kysely } from 'kysely';

/** The track of a stuck lead, and what its failure says, such as its step; and leads that rest, which are a state of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table stuck_leads add column track text, add column detail text`,
  `drop index one_living_enrolment`,
  `create unique index one_living_enrolment on enrolments (lead_id) where state in ('waiting', 'running', 'resting', 'parked')`,
];
