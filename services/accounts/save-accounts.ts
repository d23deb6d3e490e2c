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

/** A company as it came in with a lead. */
export interface Company extends CompanyKey {
  readonly said: SaidOfCompany;
  /** The sales region of the lead, which counts until somebody gives one of the company. */
  readonly region: string | undefined;
}

/** Words in any case and with any white space are one name. */
const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/g, ' ');

/** Characters of an alias; in any script it fits an index. */
const LONGEST_ALIAS = 200;

/** By what an account is found: its domain, else its alias, which is its name in one spelling. */
const keyOf = ({ domain, name = '' }: CompanyKey): string => domain ?? cut(plain(name), LONGEST_ALIAS);

type AccountRow = Pick<Selectable<DB['accounts']>, 'id' | 'given' | 'name' | 'domain' | 'size' | 'industry' | 'region'>;

/**
 * The accounts of some companies: matched by domain or alias, and made where there is none; of several processes that need the
 * same one at once, one makes it. What is said of them is saved by its rank; who is a customer, competitor or partner stays one.
 * @returns their ids, in the order of the companies, and the accounts that changed
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
  const there = await idsOf(trx, [...byKey.keys()]);
  const missing = [...byKey].filter(([key]) => !there.has(key)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const made = await insert(trx, missing, newId, at);
  // Somebody else may just have made one of them.
  const ids = missing.length > 0 ? await idsOf(trx, [...byKey.keys()]) : there;
  const said = [...byKey].flatMap(([key, group]) => group.map((company) => ({ ...company, id: ids.get(key) })));
  const changed = await saySo(
    trx,
    said.filter(isThere).filter(({ id }) => !made.has(id)),
  );
  return { ids: companies.map((company) => company && ids.get(keyOf(company))), changed };
}

const isThere = <T extends { readonly id: string | undefined }>(one: T): one is T & { readonly id: string } =>
  one.id !== undefined;

const columnsFrom = (given: readonly SaidOfCompany[]) => {
  const value = <K extends keyof CompanyValues>(field: K) => valueOf(given, field) ?? null;
  return { name: value('name'), kind: value('kind'), size: value('size'), industry: value('industry'), region: value('region') };
};

/** @returns the ids of those that it made: of one key, one is made */
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

/** Two look-ups and not one `or`, which no index serves. */
async function idsOf(trx: Trx, keys: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; key: string }>`
    select id, domain as key, 1 as rank from accounts where domain = any(${keys}::text[])
    union all
    select id, alias, 2 from accounts where alias = any(${keys}::text[])
    order by rank desc, id desc`.execute(trx);
  // The last one stays: the domain's own account before an alias, the oldest before a later one.
  return new Map(rows.map(({ id, key }) => [key, id]));
}

/** What is said of an account that is there. */
export interface AccountSaid {
  readonly id: string;
  readonly said: SaidOfCompany;
  readonly region?: string | undefined;
}

/**
 * Adds what is said to accounts that are there, by its rank, and derives their columns again.
 * @returns the ids of those that changed
 */
export async function saySo(trx: Trx, companies: readonly AccountSaid[]): Promise<string[]> {
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
  // Most files say nothing new about most companies: only those of which they do are locked, in one order.
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

/** A provider fills what is empty, or only claimed; also a region that follows from where people are stays. */
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
