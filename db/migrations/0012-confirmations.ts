import { sql, type Kysely } from 'kysely';

/** Requests that the owner of the address has to confirm, the emails that ask for it, and the proof of confirmation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table wordings (
    version text primary key,
    body text not null
  )`,
  `create table confirmations (
    id uuid primary key,
    email text not null,
    email_key text not null,
    source text not null,
    asked_for text not null,
    kind text,
    basis text not null,
    wording text not null references wordings,
    campaign_id uuid references campaigns,
    page text,
    claim jsonb,
    state text not null default 'waiting',
    asked_at timestamptz not null,
    asked_ip text,
    asked_agent text,
    expires_at timestamptz not null,
    confirmed_at timestamptz,
    confirmed_ip text,
    confirmed_agent text
  )`,
  `create unique index one_waiting_request on confirmations (email_key, source) where state = 'waiting'`,
  `create index on confirmations (email_key, asked_at)`,
  `create index on confirmations (asked_at)`,
  `create index on confirmations (expires_at) where state = 'waiting'`,
  `create table confirmation_emails (
    confirmation_id uuid not null references confirmations,
    nth integer not null,
    mailbox text not null,
    state text not null default 'waiting',
    due_at timestamptz not null,
    owner uuid,
    real_lease_until timestamptz,
    real_next_at timestamptz,
    attempts integer not null default 0,
    sent_at timestamptz,
    message_id text,
    reason text,
    smtp_code integer,
    primary key (confirmation_id, nth)
  )`,
  `create index on confirmation_emails (due_at) where state in ('waiting', 'claimed', 'sending')`,
  `create index on confirmation_emails (mailbox, due_at)`,
  `alter table consents
    add confirmation_id uuid references confirmations,
    add withdrawn_at timestamptz,
    add withdrawn_by text`,
];
