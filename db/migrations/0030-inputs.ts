import { sql, type Kysely } from 'kysely';

/**
 * What programs are given from outside: a row for the input of each campaign, and one for the knobs of each program. A lead that
 * enters locks the rows that it reads, so that a change either is in what it reads, or finds it among the leads to tell.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table inputs (
    id uuid primary key,
    program text not null,
    campaign_id uuid references campaigns,
    version integer not null default 1,
    "values" jsonb not null check (jsonb_typeof("values") = 'object')
  )`,
  `create unique index inputs_of_campaign on inputs (campaign_id) where campaign_id is not null`,
  `create unique index inputs_knobs_of_program on inputs (program) where campaign_id is null`,
  `create table input_changes (
    id uuid primary key,
    input_id uuid not null references inputs,
    version integer not null,
    before jsonb not null,
    after jsonb not null,
    because text not null,
    by text not null,
    at timestamptz not null,
    told integer not null default 0,
    told_up_to uuid,
    finished_at timestamptz,
    unique (input_id, version)
  )`,
  `create index input_changes_under_way on input_changes (id) where finished_at is null`,
];
