import { sql, type Kysely } from 'kysely';

/** Keys that expire and can be rotated; an audit log and idempotency keys that refer to a key's id. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Real time: a key's lifetime does not depend on how fast the clock of an installation runs.
  `alter table api_keys add real_expires_at timestamptz, add real_last_used_at timestamptz, add rotated_to text references api_keys`,
  // Existing keys get the lifetime of a new key, from now on.
  `update api_keys set real_expires_at = now() + case role when 'intake' then interval '365 days' else interval '90 days' end`,
  `update api_keys set revoked_at = now() where role = 'rep' and rep_id is null and revoked_at is null`,
  `alter table api_keys add constraint rep_key_has_a_rep check (role <> 'rep' or rep_id is not null or revoked_at is not null)`,

  `alter table audit_log
    add key_id text,
    add outcome text not null default 'done',
    add subjects text[] not null default '{}'`,
  `update audit_log set subjects = array[subject]`,
  `alter table audit_log drop column subject, alter column outcome drop default, alter column subjects drop default`,
  `create index on audit_log using gin (subjects)`,

  // An answer belongs to the key that asked. If two keys had the same name, it is not known which one.
  `alter table idempotency_keys add key_id text`,
  `update idempotency_keys set key_id = (
    select min(id) from api_keys where api_keys.principal = idempotency_keys.principal having count(*) = 1
  )`,
  `delete from idempotency_keys where key_id is null`,
  `alter table idempotency_keys drop constraint idempotency_keys_pkey, drop column principal, add primary key (key_id, key)`,
  `create index on idempotency_keys (at)`,
];
