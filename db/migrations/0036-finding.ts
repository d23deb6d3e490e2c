import { sql, type Kysely } from 'kysely';

/**
 * Finding leads and accounts by the beginnings of words, without an extension of Postgres.
 * `search_words`: the words of a text in lower case and without accents, so that "muller" finds "Müller".
 * `phone_tail`: the digits of a phone number from the last one to the first, because people know the end of a number.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Not in SQL: Postgres would put the expression in place of the call, forget the cost, and read whole tables.
  `create function search_words(said text) returns tsvector language plpgsql immutable strict parallel safe cost 1000 as $$ begin
    return array_to_tsvector(array_remove(
      regexp_split_to_array(regexp_replace(normalize(lower(said), NFKD), '[\\u0300-\\u036f]', '', 'g'), '[^[:alnum:]]+'), ''));
  end $$`,
  `create function phone_tail(said text) returns text language sql immutable parallel safe return
    reverse(regexp_replace(regexp_replace(said, '[A-Za-z].*$', ''), '[^0-9]', '', 'g'))`,
  `create index leads_by_words on leads using gin
    (search_words(email || ' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, '')))`,
  `create index leads_by_phone on leads (phone_tail(phone) text_pattern_ops) where phone is not null`,
  `create index accounts_by_words on accounts using gin
    (search_words(name || ' ' || coalesce(domain, '') || ' ' || coalesce(alias, '')))`,
  // The lists of leads, newest first.
  `create index on leads (stage, id)`,
  `create index on leads (source, id)`,
  `create index on leads (country, id)`,
  `create index on leads (stage_at, id)`,
];
