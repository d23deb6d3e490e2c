import { sql, type Kysely } from 'kysely';
import { companyDomainOf } from '../../domain/people/company-domain.ts';

/**
 * Saves what sources said about leads and accounts beside the values derived from it, and whether a lead's zone is more than a guess.
 * Leads that have only a shared host in common, such as linkedin.com or outlook.fr, leave the account with its name.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
  const { rows } = await sql<{ id: string; domain: string }>`select id, domain from accounts where domain is not null`.execute(
    db,
  );
  const shared = rows.filter(({ domain }) => companyDomainOf(domain) === undefined).map(({ id }) => id);
  await sql`update leads set account_id = null where account_id = any(${shared}::uuid[])`.execute(db);
}

const said = (table: string, source: string, values: string): string => `
  update ${table} set given = jsonb_build_array(jsonb_build_object(
    'by', 'system', 'source', ${source}, 'at', round(extract(epoch from created_at) * 1000)::bigint, 'values', said.values))
  from (select id as said_of, jsonb_strip_nulls(jsonb_build_object(${values})) as values from ${table}) as said
  where id = said_of and said.values <> '{}'`;

const statements = [
  `alter table leads add column given jsonb not null default '[]', add column zone_sure boolean not null default false`,
  `alter table accounts add column given jsonb not null default '[]'`,
  // Persona and seniority were given, unless they equal the default for a missing title.
  said(
    'leads',
    'source',
    `'firstName', first_name, 'lastName', last_name, 'title', title, 'phone', phone, 'country', country,
     'persona', nullif(persona, 'user'), 'seniority', nullif(seniority, 'staff')`,
  ),
  said(
    'accounts',
    `'before'`,
    `'name', nullif(name, domain), 'kind', nullif(kind, 'prospect'), 'size', size, 'industry', industry`,
  ),
];
