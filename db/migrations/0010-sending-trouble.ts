import { sql, type Kysely } from 'kysely';

/**
 * `sending_trouble`: since when no email gets through, across all workers; no row in the normal case.
 * `touches.fetched`: when each URL of an email was last requested, by people or machines.
 * `engagements.intends`: what a person who clicked was about to do.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table sending_trouble (
    single boolean primary key default true check (single),
    because text not null,
    smtp_code integer,
    mails integer not null default 1,
    real_since timestamptz not null default clock_timestamp(),
    real_last_at timestamptz not null default clock_timestamp(),
    told text[] not null default '{}'
  )`.execute(db);
  await sql`alter table touches add column fetched jsonb not null default '{}'`.execute(db);
  await sql`alter table engagements add column intends text`.execute(db);
}
