import { sql, type Kysely } from 'kysely';

/**
 * Accounts that were found to be one: the dropped one stays, with its domain, and points to the kept one. Alike are accounts with the
 * same `company_key`, a name without its legal form, or the same `domain_key`, the word before the ending of a domain.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const legalForms =
  'ab|ag|as|asa|aps|bv|co|corp|corporation|eg|ev|gbr|gmbh|inc|incorporated|kg|kgaa|limited|llc|llp|ltd|mbh|nv|ohg|oy|oyj|plc|pte|pty|sa|sarl|sas|se|sl|spa|srl|ug';

const statements = [
  `alter table accounts add column duplicate_of uuid references accounts`,
  `create index on accounts (duplicate_of) where duplicate_of is not null`,
  `create function company_key(name text) returns text language sql immutable parallel safe return
    nullif(regexp_replace(trim(regexp_replace(replace(lower(normalize(name, nfkc)), '.', ''), '[[:punct:][:space:]]+', ' ', 'g')),
      '( (${legalForms}))+$', ''), '')`,
  `create function domain_key(domain text) returns text language sql immutable parallel safe return
    substring(domain from '([^.]+)[.](?:(?:ac|com?|gov|net|org)[.])?[^.]+$')`,
  `create index accounts_by_company_key on accounts (company_key(name)) where duplicate_of is null`,
  `create index accounts_by_domain_key on accounts (domain_key(domain)) where duplicate_of is null`,
];
