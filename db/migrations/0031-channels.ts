import { sql, type Kysely } from 'kysely';

/**
 * `touches.channel`: by which channel the message went out.
 * `leads.phone_key`: the phone number as E.164 writes it, the same for all spellings; null unless it has its country code. Texts go to
 * it, and come from it.
 * `sending_trouble.channel`: each channel has troubles of its own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table touches add column channel text not null default 'email'`.execute(db);
  await sql`alter table leads add column phone_key text generated always as (
    case when phone like '+%' then '+' || regexp_replace(regexp_replace(phone, '[A-Za-z].*$', ''), '[^0-9]', '', 'g') end
  ) stored`.execute(db);
  await sql`create index on leads (phone_key) where phone_key is not null`.execute(db);
  await sql`alter table sending_trouble drop column single, add column channel text primary key default 'email'`.execute(db);
}
