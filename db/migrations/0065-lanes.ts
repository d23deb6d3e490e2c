import { sql, type Kysely } from 'kysely';

/** Lanes: side programs run beside the lead's own program, one in each lane. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Null is the lead's own program.
  `alter table enrolments add column lane text`,
  `drop index one_living_enrolment`,
  `create unique index one_living_enrolment on enrolments (lead_id, lane) nulls not distinct where state in ('waiting', 'running', 'resting', 'parked')`,
  `alter table programs add column lane text, add column while_in_sales text`,
  `alter table stuck_leads add column lane text`,
  `alter table stuck_leads drop constraint stuck_leads_pkey`,
  `create unique index stuck_leads_by_lane on stuck_leads (lead_id, lane) nulls not distinct`,
];
