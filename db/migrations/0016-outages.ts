import { sql, type Kysely } from 'kysely';

/**
 * `processes`: the processes of Trellis that run, each heard of every few seconds; `ahead_ms` is its clock against Postgres'.
 * `domain_answers`: what DNS last said of a domain, by which an unusual share of domains without mail is noticed;
 * `accepted`: somebody has looked at it and says that it is true.
 * `outbox.real_at`: since when a message waits, in real time.
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
