import { sql, type Kysely } from 'kysely';

/**
 * `sending_trouble`: since when no mail gets through, over all workers; no row while all is well.
 * `touches.fetched`: when each address of a mail was last asked for, by people and by machines.
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
}
