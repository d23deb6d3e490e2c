import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** Why two accounts may be one company: the same name but for its legal form, or the same domain with another ending. */
export type AccountLikeness = 'sameName' | 'sameDomainName';

export interface AccountPair {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
  readonly other: { readonly id: string; readonly name: string; readonly domain: string | null };
  readonly because: readonly AccountLikeness[];
}

const described = (pairs: string) => sql`
  select one.id, one.name, one.domain, jsonb_build_object('id', twin.id, 'name', twin.name, 'domain', twin.domain) as other,
    pair.because
  from ${sql.ref(pairs)} as pair join accounts as one on one.id = pair.id join accounts as twin on twin.id = pair.other
  order by pair.id, pair.other`;

/**
 * A page of pairs of accounts that may be one company, by the id of the first. Of several alike, each is paired with the next: after a
 * merge, the kept one is paired with the one after it.
 */
export async function duplicateAccounts(
  db: Db,
  { after = '00000000-0000-0000-0000-000000000000', limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly items: readonly AccountPair[]; readonly next: string | undefined }> {
  const { rows } = await sql<AccountPair>`
    with open as (select id, company_key(name) as name, domain_key(domain) as domain from accounts where duplicate_of is null),
    alike as (
      select id, lead(id) over (partition by name order by id) as other, 'sameName' as because from open where name is not null
      union all
      select id, lead(id) over (partition by domain order by id), 'sameDomainName' from open where domain is not null
    ), page as (
      select id, other, jsonb_agg(because order by because) as because from alike
      where other is not null and id > ${after}
      -- The next page begins after the last id, so all pairs of that id are on this one.
      group by id, other order by id
      fetch first ${limit} rows with ties
    )
    ${described('page')}`.execute(db);
  return { items: rows, next: rows.length < limit ? undefined : rows.at(-1)?.id };
}

/** How many accounts are shown that one may be one with. */
const MOST = 50;

/** The pairs that contain an account, found by its identifying values. */
export async function duplicatesOfAccount(db: Db, accountId: string): Promise<readonly AccountPair[]> {
  const { rows } = await sql<AccountPair>`
    with own as (select id, company_key(name) as name, domain_key(domain) as domain from accounts where id = ${accountId}),
    alike as (
      select own.id, twin.id as other, 'sameName' as because from own join accounts as twin
      on company_key(twin.name) = own.name and twin.duplicate_of is null
      union all
      select own.id, twin.id, 'sameDomainName' from own join accounts as twin
      on domain_key(twin.domain) = own.domain and twin.duplicate_of is null
    ), pairs as (
      select id, other, jsonb_agg(because order by because) as because from alike
      where other <> id group by id, other order by other limit ${MOST}
    )
    ${described('pairs')}`.execute(db);
  return rows;
}
