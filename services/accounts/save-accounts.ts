import { sql, type Selectable } from 'kysely';
import type { CompanyValues, SaidOfCompany } from '../../domain/people/account-values.ts';
import { mayChange } from '../../domain/people/account-values.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { cut } from '../../domain/text/cut.ts';
import { give, giverOf, valueOf } from '../../domain/people/given.ts';
import type { CompanyKey } from '../../domain/people/lead-values.ts';
import type { Trx } from '../../db/database.ts';
import type { DB } from '../../db/schema.gen.ts';
import { own } from '../../domain/text/own.ts';

/** The company of an incoming lead. */
export interface Company extends CompanyKey {
  readonly said: SaidOfCompany;
  /** The sales region of the lead. It applies until someone sets a region for the company. */
  readonly region: string | undefined;
}

/** Normalises a name: letter case and white space make no difference. */
const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/g, ' ');

/** Characters of an alias: in any script, that many fit an index. */
const LONGEST_ALIAS = 200;

/** The lookup key of an account: its domain, otherwise its alias, which is its normalised name. */
const keyOf = ({ domain, name = '' }: CompanyKey): string => domain ?? cut(plain(name), LONGEST_ALIAS);

type AccountRow = Pick<Selectable<DB['accounts']>, 'id' | 'given' | 'name' | 'domain' | 'size' | 'industry' | 'region'>;

/**
 * Finds the accounts of companies by domain or alias, and creates those that are missing; when several processes need the same one,
 * only one creates it. Saves what the source said, by its rank. An account that is a customer, competitor or partner keeps its kind.
 * @returns the account ids in the order of the companies, and the accounts that changed
 */
export async function saveAccounts(
  trx: Trx,
  companies: readonly (Company | undefined)[],
  newId: () => string,
  at: Instant,
): Promise<{ readonly ids: readonly (string | undefined)[]; readonly changed: readonly string[] }> {
  const byKey = Map.groupBy(
    companies.filter((company) => company !== undefined),
    keyOf,
  );
  if (byKey.size === 0) return { ids: companies.map(() => undefined), changed: [] };
  const found = await idsOf(trx, [...byKey.keys()]);
  const missing = [...byKey].filter(([key]) => !found.has(key)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const made = await insert(trx, missing, newId, at);
  // Another transaction may have just inserted one of them.
  const ids = missing.length > 0 ? await idsOf(trx, [...byKey.keys()]) : found;
  const said = [...byKey].flatMap(([key, group]) => group.map((company) => ({ ...company, id: ids.get(key) })));
  const changed = await addToAccounts(
    trx,
    said.filter(hasId).filter(({ id }) => !made.has(id)),
  );
  return { ids: companies.map((company) => company && ids.get(keyOf(company))), changed };
}

const hasId = <T extends { readonly id: string | undefined }>(one: T): one is T & { readonly id: string } => one.id !== undefined;

const columnsFrom = (given: readonly SaidOfCompany[]) => {
  const value = <K extends keyof CompanyValues>(field: K) => valueOf(given, field) ?? null;
  return { name: value('name'), kind: value('kind'), size: value('size'), industry: value('industry'), region: value('region') };
};

/** @returns the ids of the accounts that it created, at most one for each key */
async function insert(
  trx: Trx,
  missing: readonly (readonly [string, readonly Company[]])[],
  newId: () => string,
  at: Instant,
): Promise<ReadonlySet<string>> {
  if (missing.length === 0) return new Set();
  const rows = missing.map(([key, group]) => {
    const given = group.reduce<readonly SaidOfCompany[]>((known, { said }) => give(known, said), []);
    const { domain, name } = group[0]!;
    const columns = columnsFrom(given);
    return {
      ...columns,
      id: newId(),
      name: columns.name ?? group.find((company) => company.name !== undefined)?.name ?? domain ?? name ?? key,
      domain: domain ?? null,
      alias: domain === undefined ? key : null,
      kind: columns.kind ?? 'prospect',
      region: columns.region ?? group.find(({ region }) => region !== undefined)?.region ?? null,
      given,
    };
  });
  const made = await sql<{ id: string }>`
    insert into accounts (id, name, domain, alias, kind, size, industry, region, given, created_at)
    select id, name, domain, alias, kind, size, industry, region, given, ${new Date(at)}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, name text, domain text, alias text, kind text, size int,
      industry text, region text, given jsonb)
    on conflict do nothing returning id`.execute(trx);
  return new Set(made.rows.map(({ id }) => id));
}

/** Uses two lookups, because no index serves an `or`. */
async function idsOf(trx: Trx, keys: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; key: string }>`
    select id, domain as key, 1 as rank from accounts where domain = any(${keys}::text[])
    union all
    select id, alias, 2 from accounts where alias = any(${keys}::text[])
    order by rank desc, id desc`.execute(trx);
  // Later entries win: an account's own domain before an alias, an older account before a newer one.
  return new Map(rows.map(({ id, key }) => [key, id]));
}

/** What a source said about an existing account. */
export interface AccountSaid {
  readonly id: string;
  readonly said: SaidOfCompany;
  readonly region?: string | undefined;
}

/**
 * Adds what sources said to existing accounts, by rank, and recomputes their columns.
 * @returns the ids of the accounts that changed
 */
export async function addToAccounts(trx: Trx, companies: readonly AccountSaid[]): Promise<string[]> {
  const all = Map.groupBy(
    companies.filter(({ said }) => mayChange(said)),
    ({ id }) => id,
  );
  if (all.size === 0) return [];
  const changes = (rows: readonly AccountRow[]) =>
    rows.flatMap((row) => {
      const before: readonly SaidOfCompany[] = row.given;
      const given = all
        .get(row.id)!
        .reduce((known, { said }) => give(known, said.by === 'enrichment' ? onlyFilling(row, said) : said), before);
      return given === before ? [] : [{ id: row.id, given, ...columnsFrom(given) }];
    });
  // Most files say nothing new about most companies. Lock only the accounts that change, in a fixed order.
  const ids = changes(await rowsOf(trx, [...all.keys()], false)).map(({ id }) => id);
  const changed = ids.length === 0 ? [] : changes(await rowsOf(trx, ids, true));
  const regions = [...all].map(([id, group]) => ({
    id,
    region: group.find(({ region }) => region !== undefined)?.region ?? null,
  }));
  await sql`
    update accounts set region = row.region
    from jsonb_to_recordset(${JSON.stringify(regions)}::jsonb) as row(id uuid, region text)
    where accounts.id = row.id and accounts.region is null and row.region is not null`.execute(trx);
  if (changed.length > 0)
    await sql`
      update accounts set given = row.given, name = coalesce(row.name, accounts.name), size = coalesce(row.size, accounts.size),
        kind = case when accounts.kind = 'prospect' then coalesce(row.kind, accounts.kind) else accounts.kind end,
        industry = coalesce(row.industry, accounts.industry), region = coalesce(row.region, accounts.region)
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
        as row(id uuid, given jsonb, name text, kind text, size int, industry text, region text)
      where accounts.id = row.id`.execute(trx);
  return changed.map(({ id }) => id);
}

/** A provider fills only fields that are empty or merely claimed. It does not replace a region that was derived from people's locations. */
const onlyFilling = (row: AccountRow, said: SaidOfCompany): SaidOfCompany => ({
  ...said,
  values: Object.fromEntries(
    Object.entries(said.values).filter(
      ([field]) =>
        giverOf(row.given, field as keyof CompanyValues) === 'claim' ||
        (field === 'name' ? row.name === row.domain : own<unknown>(row, field) === null),
    ),
  ),
});

const rowsOf = (trx: Trx, ids: readonly string[], locked: boolean): Promise<AccountRow[]> =>
  trx
    .selectFrom('accounts')
    .select(['id', 'given', 'name', 'domain', 'size', 'industry', 'region'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .orderBy('id')
    .$if(locked, (query) => query.forUpdate())
    .execute();
