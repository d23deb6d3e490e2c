import { sql, type Selectable, type Updateable } from 'kysely';
import type { SaidOfCompany } from '../../domain/people/account-values.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { AccountKind } from '../columns.ts';
import type { Trx } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { DB } from '../schema.gen.ts';
import { anyOf } from '../table-of.ts';
import { continuingAccount, hasNoGivenRegion } from './accounts.ts';

export type AccountRow = Pick<
  Selectable<DB['accounts']>,
  'id' | 'given' | 'name' | 'domain' | 'kind' | 'size' | 'industry' | 'region'
>;

export interface NewAccount {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
  readonly alias: string | null;
  readonly kind: AccountKind;
  readonly size: number | null;
  readonly industry: string | null;
  readonly region: string | null;
  readonly given: readonly SaidOfCompany[];
}

/** @returns the ids of the accounts that it inserted, without those that another transaction inserted first */
export async function insertAccounts(trx: Trx, rows: readonly NewAccount[], at: Instant): Promise<ReadonlySet<string>> {
  const made = await sql<{ id: string }>`${prepared}
    insert into accounts (id, name, domain, alias, kind, size, industry, region, given, created_at)
    select id, name, domain, alias, kind, size, industry, region, given, ${new Date(at)}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, name text, domain text, alias text, kind text, size int,
      industry text, region text, given jsonb)
    on conflict do nothing returning id`.execute(trx);
  return new Set(made.rows.map(({ id }) => id));
}

/** The accounts with some domains or aliases, of those that were merged the kept ones. It uses two lookups, because no index serves an `or`. */
export async function accountIds(trx: Trx, keys: readonly string[]): Promise<Map<string, string>> {
  const named = anyOf(keys, 'text');
  const { rows } = await sql<{ id: string; key: string }>`${prepared}
    select ${continuingAccount} as id, domain as key, 1 as rank from accounts where domain = ${named}
    union all
    select ${continuingAccount}, alias, 2 from accounts where alias = ${named}
    order by rank desc, id desc`.execute(trx);
  // Later entries win: an account's own domain before an alias, an older account before a newer one.
  return new Map(rows.map(({ id, key }) => [key, id]));
}

/** Sets the region of accounts that have none, unless somebody said so. @returns the ids of those accounts */
export async function fillRegions(
  trx: Trx,
  regions: readonly { readonly id: string; readonly region: string | null }[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${prepared}
    update accounts set region = row.region
    from jsonb_to_recordset(${JSON.stringify(regions)}::jsonb) as row(id uuid, region text)
    where accounts.id = ${anyOf(regions.map(({ id }) => id))} and accounts.id = row.id and accounts.region is null and row.region is not null and ${hasNoGivenRegion}
    returning accounts.id`.execute(trx);
  return rows.map(({ id }) => id);
}

type Changed = Pick<AccountRow, 'id'> & { readonly given: readonly SaidOfCompany[] };

/** Saves what was said about accounts, and the resulting columns; null leaves a column as it is. */
export const updateAccounts = (trx: Trx, changed: readonly Changed[]): Promise<unknown> =>
  sql`${prepared}
      update accounts set given = row.given, name = coalesce(row.name, accounts.name), size = coalesce(row.size, accounts.size),
        kind = case when accounts.kind = 'prospect' then coalesce(row.kind, accounts.kind) else accounts.kind end,
        industry = coalesce(row.industry, accounts.industry), region = coalesce(row.region, accounts.region)
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
        as row(id uuid, given jsonb, name text, kind text, size int, industry text, region text)
      where accounts.id = ${anyOf(changed.map(({ id }) => id))} and accounts.id = row.id`.execute(trx);

export const updateAccount = (trx: Trx, id: string, values: Updateable<DB['accounts']>): Promise<unknown> =>
  trx.updateTable('accounts').set(values).where('id', '=', id).execute();

/** Some accounts in the order of their ids. */
export const accountRows = (trx: Trx, ids: readonly string[], locked: boolean): Promise<AccountRow[]> =>
  trx
    .selectFrom('accounts')
    .select(['id', 'given', 'name', 'domain', 'kind', 'size', 'industry', 'region'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .orderBy('id')
    .$if(locked, (query) => query.forUpdate())
    .execute();
