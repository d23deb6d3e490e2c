import { sql, type Kysely } from 'kysely';

/** Emails to reps about their tasks, each at most once for a kind, a subject and a rep; and the kinds that a rep does not want. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table alerts (
    id uuid primary key default uuidv7(),
    kind text not null,
    subject text not null,
    rep_id uuid not null references reps,
    task_id uuid not null references tasks,
    at timestamptz not null,
    due_at timestamptz not null,
    state text not null default 'waiting',
    owner uuid,
    real_lease_until timestamptz,
    real_next_at timestamptz,
    attempts int not null default 0,
    sent_at timestamptz,
    message_id text,
    reason text,
    smtp_code int,
    unique (kind, subject, rep_id)
  )`,
  `create index on alerts (due_at) where state in ('waiting', 'claimed', 'sending')`,
  `create index on alerts (task_id)`,
  `create table unwanted_alerts (
    rep_id uuid not null references reps,
    kind text not null,
    primary key (rep_id, kind)
  )`,
];
