import { sql, type Kysely } from 'kysely';

/**
 * `search_words` takes a word however it is spelled: "Groß" and "Gross", "Müller", "Mueller" and "Muller", "Łódź" and "Lodz", "Søren",
 * "Soeren" and "Soren" become one word each, and "O'Brien" is also "OBrien". A beginning of a word still begins it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create or replace function search_words(said text) returns tsvector language plpgsql immutable strict parallel safe cost 1000 as $$
    declare
      plain text := regexp_replace(normalize(lower(said), NFKD), '[\\u0300-\\u036f]', '', 'g');
      latin text := translate(replace(replace(replace(replace(plain, 'ß', 'ss'), 'æ', 'a'), 'œ', 'o'), 'þ', 'th'), 'øłđðı', 'olddi');
      spelled text := regexp_replace(latin, '(a)[ae]|(o|u)e', '\\1\\2', 'g');
      words text[] := regexp_split_to_array(spelled, '[^[:alnum:]]+');
    begin
      if spelled ~ '[''’]' then
        words := words || regexp_split_to_array(translate(spelled, '''’', ''), '[^[:alnum:]]+');
      end if;
      return array_to_tsvector(array_remove(words, ''));
    end $$`,
  'reindex index leads_by_words',
  'reindex index accounts_by_words',
];
