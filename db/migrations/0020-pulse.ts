import { sql, type Kysely } from 'kysely';

/** Stuck leads, and the pulse that reveals a restore. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table stuck_leads (
    lead_id uuid primary key references leads,
    cause text not null,
    place text,
    real_since timestamptz not null
  )`,
  `create table pulse (
    single boolean primary key default true check (single),
    confirmed uuid,
    pending uuid not null,
    real_beat_at timestamptz not null,
    safe_because text,
    real_safe_since timestamptz,
    check ((safe_because is null) = (real_safe_since is null))
  )`,
];
