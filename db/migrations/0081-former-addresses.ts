import { sql, type Kysely } from 'kysely';

/** The addresses that leads had before a person corrected them. Whatever comes from one is still theirs, so nobody else can have it. */
const tables = [
  `create table former_addresses (
    email_key text primary key,
    lead_id uuid not null references leads,
    email text not null,
    left_at timestamptz not null
  )`,
  `create index on former_addresses (lead_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of tables) await sql.raw(table).execute(db);
}
