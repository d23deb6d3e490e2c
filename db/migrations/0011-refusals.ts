import { sql, type Kysely } from 'kysely';

const statements = [
  // Who closed a channel, and who or what reopened it: the name of a key, or the consent that proves it.
  `alter table suppressions add column by text, add column lifted_by text`,
  // Whose fault a bounce was.
  `alter table engagements add column bounce text`,
  // The lead's wishes from the preferences page: less frequent emails by a factor, and emails for another kind of buyer.
  `alter table leads add column slower integer not null default 1, add column other_topic boolean not null default false`,
  // The domain of an address and its parent domains, without the top level; see \`domainsAbove\` in the domain.
  `create function domains_above(email text) returns text[] language sql immutable strict parallel safe as $$
    select coalesce(array_agg(array_to_string(labels[n:], '.') order by n), '{}')
    from (select string_to_array(substring(email from '[^@]*$'), '.') as labels) as split, generate_series(1, cardinality(labels) - 1) as n
  $$`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
