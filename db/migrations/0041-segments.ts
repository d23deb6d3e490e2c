import { sql, type Kysely } from 'kysely';

/** Audiences that are saved with a name, as the people who saved them wrote them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table segments (
    name text primary key,
    audience jsonb not null,
    saved_by text not null,
    saved_at timestamptz not null
  )`,
  // By which imports a lead came.
  `create index on import_leads (lead_id)`,
];
