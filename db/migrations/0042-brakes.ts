import { sql, type Kysely } from 'kysely';

/**
 * Campaigns that are drafted before they start, or that send a single email; brakes, which hold the emails of everything, of a
 * campaign, or of some of its leads; and touches that no program sends.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // A draft has not been launched, and may lack an audience; an empty one is everybody.
  `alter table campaigns
    alter column launched_by drop not null,
    alter column launched_at drop not null,
    add column content text,
    add column audience jsonb,
    add column again boolean not null default false,
    add column starts_at timestamptz,
    add column stopped_at timestamptz`,
  // Missing for an email that no program sends; such touches are their own queue.
  `alter table touches alter column enrolment_id drop not null, alter column campaign_id drop not null`,
  `create index touches_without_program on touches (due_at) where enrolment_id is null and state in ('deferred', 'notSent', 'claimed')`,
  `create index on touches (campaign_id, lead_id)`,
  `create table brakes (
    id uuid primary key,
    kind text not null,
    campaign_id uuid references campaigns,
    account_id uuid references accounts,
    lead_id uuid references leads,
    because text not null,
    set_by text not null,
    at timestamptz not null,
    until timestamptz,
    released_at timestamptz,
    released_by text,
    told_up_to uuid,
    told_at timestamptz
  )`,
  `create index on brakes (campaign_id) where released_at is null`,
  `create index on brakes (id) where told_at is null`,
];
