import { sql, type Kysely } from 'kysely';

/** Visitors of the company's website who agreed to be recognised, and the pages that they saw before we knew who they are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table visitors (
    id uuid primary key,
    lead_id uuid references leads,
    seen_at timestamptz not null
  )`.execute(db);
  await sql`create index visitors_lead_id on visitors (lead_id) where lead_id is not null`.execute(db);
  await sql`create index visitors_seen_at on visitors (seen_at)`.execute(db);
  await sql`create table page_visits (
    id uuid primary key,
    visitor_id uuid not null references visitors on delete cascade,
    page text not null,
    at timestamptz not null
  )`.execute(db);
  await sql`create index page_visits_visitor_id on page_visits (visitor_id)`.execute(db);
}
