import { sql, type Kysely } from 'kysely';

/**
 * `processes`: the running processes of Trellis, which report every few seconds; `ahead_ms` compares its clock with Postgres'.
 * `domain_answers`: the last answer of DNS about a domain, to detect an unusual share of domains without email;
 * `accepted`: a person has confirmed it.
 * `outbox.real_at`: since when a message has been waiting, in real time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table processes (
    id uuid primary key,
    parts text[] not null,
    host text not null,
    pid integer not null,
    ahead_ms double precision not null,
    real_since timestamptz not null default clock_timestamp(),
    real_heard_at timestamptz not null default clock_timestamp()
  )`,
  `create table domain_answers (
    domain text primary key,
    takes_mail boolean not null,
    accepted boolean not null default false,
    real_at timestamptz not null default clock_timestamp()
  )`,
  `create index on domain_answers (real_at)`,
  `alter table outbox add column real_at timestamptz`,
  `alter table outbox alter column real_at set default clock_timestamp()`,
  `create index on touches (due_at) where state in ('deferred', 'notSent')`,
];
