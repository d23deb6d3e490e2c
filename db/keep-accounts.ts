import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { AccountKind } from './columns.ts';
import type { Db } from './database.ts';

/** A company as it came in with a lead. */
export interface Company {
  readonly name: string;
  /** Its own, never that of a free mail provider. */
  readonly domain: string | undefined;
  readonly kind: AccountKind;
  readonly size: number | undefined;
  readonly industry: string | undefined;
  readonly region: string | undefined;
}

/** By what an account is found: its domain, else its name among the aliases of those without one. */
const keyOf = ({ domain, name }: Company): string => domain ?? name.trim().toLowerCase();

/**
 * The accounts of some companies: matched by domain or alias, and made where there is none. Fills what is unknown; who is a
 * customer, competitor or partner stays one.
 * @returns their ids, in the order of the companies
 */
export async function keepAccounts(
  trx: Db,
  companies: readonly (Company | undefined)[],
  newId: () => string,
  at: Instant,
): Promise<(string | undefined)[]> {
  const byKey = new Map<string, Company>();
  for (const company of companies) if (company) byKey.set(keyOf(company), merged(byKey.get(keyOf(company)), company));
  if (byKey.size === 0) return companies.map(() => undefined);
  const there = await idsOf(trx, [...byKey.keys()]);
  const missing = [...byKey].filter(([key]) => !there.has(key)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (missing.length > 0) {
    const rows = missing.map(([key, { domain, name, ...company }]) => ({
      ...company,
      id: newId(),
      name,
      domain: domain ?? null,
      aliases: domain === undefined ? [key] : [],
      createdAt: new Date(at),
    }));
    await trx
      .insertInto('accounts')
      .values(rows)
      .onConflict((conflict) => conflict.column('domain').doNothing())
      .execute();
  }
  await complete(
    trx,
    [...byKey].filter(([key]) => there.has(key)).map(([key, company]) => ({ ...company, id: there.get(key) })),
  );
  const ids = missing.length > 0 ? await idsOf(trx, [...byKey.keys()]) : there;
  return companies.map((company) => company && ids.get(keyOf(company)));
}

const merged = (a: Company | undefined, b: Company): Company => ({
  name: a && a.name !== a.domain ? a.name : b.name,
  domain: b.domain,
  kind: a && a.kind !== 'prospect' ? a.kind : b.kind,
  size: a?.size ?? b.size,
  industry: a?.industry ?? b.industry,
  region: a?.region ?? b.region,
});

/** Two look-ups and not one `or`, which no index serves. */
async function idsOf(trx: Db, keys: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; key: string }>`
    select id, domain as key, 1 as rank from accounts where domain = any(${keys}::text[])
    union all
    select accounts.id, alias, 2 from accounts, unnest(aliases) as alias where aliases && ${keys}::text[] and alias = any(${keys}::text[])
    order by rank desc, id desc`.execute(trx);
  // The last one stays: the domain's own account before an alias, the oldest before a later one.
  return new Map(rows.map(({ id, key }) => [key, id]));
}

async function complete(trx: Db, companies: readonly object[]): Promise<void> {
  if (companies.length === 0) return;
  await sql`
    update accounts set
      name = case when accounts.name = accounts.domain then row.name else accounts.name end,
      kind = case when accounts.kind = 'prospect' then row.kind else accounts.kind end,
      size = coalesce(accounts.size, row.size), industry = coalesce(accounts.industry, row.industry),
      region = coalesce(accounts.region, row.region)
    from jsonb_to_recordset(${JSON.stringify(companies)}::jsonb) as row(id uuid, name text, kind text, size int, industry text, region text)
    where accounts.id = row.id`.execute(trx);
}
