import { sql, type Kysely } from 'kysely';

const indexes = [
  // Audiences by an act: with nine million acts, each of them read all.
  `create index engagements_of_kind on engagements (kind, content, at)`,
  // A campaign's page: its leads lie scattered. The list of all campaigns reads the narrow index that is there.
  `create index enrolments_of_campaign on enrolments (campaign_id, state) include (track, reason)`,
  // A rep's day: the leads of a rep lie scattered, so reading their ids read a page for each.
  `create index leads_owned_ids on leads (owner_id) include (id) where owner_id is not null`,
  `drop index leads_owned`,
  `create index dispositions_of_reps_tasks on dispositions (rep_id, at) include (task_id) where state = 'applied'`,
  `drop index dispositions_of_reps`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const index of indexes) await sql.raw(index).execute(db);
}
