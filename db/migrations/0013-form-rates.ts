import { sql, type Kysely } from 'kysely';

/** Token buckets that limit form requests by network and by address. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table form_rates (
    bucket text primary key,
    tokens float8 not null,
    filled_at timestamptz not null
  )`,
  `create index on form_rates (filled_at)`,
];
