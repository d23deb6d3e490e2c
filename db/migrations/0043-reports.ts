import { sql, type Kysely } from 'kysely';

/** Indexes by time, so that a report about a span reads what lies in it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index on leads (created_at)`,
  `create index on enrolments (start_at)`,
  `create index on touches (coalesce(sent_at, claimed_at))`,
  `create index engagements_without_touch on engagements (at) where touch_key is null and human`,
  `create index engagements_answers on engagements (at) where kind in ('answered', 'replied')`,
  `create index transitions_to_stage on transitions ("to", at) where kind = 'stage'`,
  `create index on tasks (opened_at)`,
  `create index on sla_events (at)`,
  `create index on dispositions (at)`,
  `create index on opportunities (opened_at)`,
  `create index on opportunities (closed_at)`,
  `create index on opportunities (lead_id)`,
  `create index on scores (interest_at)`,
];
