import { sql, type Kysely } from 'kysely';

/** People who sign in: their links, each for one use, and their sessions. Lifetimes count real time, as those of keys do. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Those who were invited. Reps sign in, too: their name, address and role are those of the table of reps.
  `create table people (
    id uuid primary key default uuidv7(),
    email text not null,
    name text not null,
    role text not null,
    real_removed_at timestamptz
  )`,
  `create unique index people_by_address on people (lower(email)) where real_removed_at is null`,
  // A person is a row of people or of reps. Without one, the link makes the first administrator. Without a browser, it works in every
  // browser: an operator has printed it.
  `create table sign_in_links (
    hash bytea primary key,
    person_id uuid,
    browser bytea,
    return_to text not null,
    real_expires_at timestamptz not null,
    real_used_at timestamptz
  )`,
  `create index on sign_in_links (real_expires_at)`,
  `create table sessions (
    id uuid primary key default uuidv7(),
    hash bytea not null unique,
    person_id uuid not null,
    browser text,
    real_began_at timestamptz not null,
    real_seen_at timestamptz not null,
    real_ended_at timestamptz
  )`,
  `create index on sessions (person_id)`,
];
