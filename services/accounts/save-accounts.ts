import type { CompanyValues, SaidOfCompany } from '../../domain/people/account-values.ts';
import { mayChange } from '../../domain/people/account-values.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { cut } from '../../domain/text/cut.ts';
import { give, giverOf, valueOf } from '../../domain/people/given.ts';
import type { CompanyKey } from '../../domain/people/lead-values.ts';
import type { Trx } from '../../db/database.ts';
import {
  accountIds,
  accountRows,
  fillRegions,
  insertAccounts,
  updateAccounts,
  type AccountRow,
  type NewAccount,
} from '../../db/accounts/write-accounts.ts';
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
  const found = await accountIds(trx, [...byKey.keys()]);
  const missing = [...byKey].filter(([key]) => !found.has(key)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const made = await insert(trx, missing, newId, at);
  // Another transaction may have just inserted one of them.
  const ids = missing.length > 0 ? await accountIds(trx, [...byKey.keys()]) : found;
  const said = [...byKey].flatMap(([key, group]) => group.map((company) => ({ ...company, id: ids.get(key) })));
  const changed = await addToAccounts(
    trx,
    said.filter(hasId).filter(({ id }) => !made.has(id)),
  );
  return { ids: companies.map((company) => company && ids.get(keyOf(company))), changed };
}

const hasId = <T extends { readonly id: string | undefined }>(one: T): one is T & { readonly id: string } => one.id !== undefined;

/** What follows from what was said about a company. */
export function columnsFrom(given: readonly SaidOfCompany[]) {
  const value = <K extends keyof CompanyValues>(field: K) => valueOf(given, field) ?? null;
  return { name: value('name'), kind: value('kind'), size: value('size'), industry: value('industry'), region: value('region') };
}

/** @returns the ids of the accounts that it created, at most one for each key */
async function insert(
  trx: Trx,
  missing: readonly (readonly [string, readonly Company[]])[],
  newId: () => string,
  at: Instant,
): Promise<ReadonlySet<string>> {
  if (missing.length === 0) return new Set();
  const rows = missing.map(([key, group]): NewAccount => {
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
  return await insertAccounts(trx, rows, at);
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
async function addToAccounts(trx: Trx, companies: readonly AccountSaid[]): Promise<string[]> {
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
  const ids = changes(await accountRows(trx, [...all.keys()], false)).map(({ id }) => id);
  const changed = ids.length === 0 ? [] : changes(await accountRows(trx, ids, true));
  const regions = [...all].map(([id, group]) => ({
    id,
    region: group.find(({ region }) => region !== undefined)?.region ?? null,
  }));
  const filled = await fillRegions(trx, regions);
  if (changed.length > 0) await updateAccounts(trx, changed);
  return [...new Set([...filled, ...changed.map(({ id }) => id)])];
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

/** Adds what providers found about an account. What our own sources said takes precedence. @returns its id if it changed */
export const completeAccount = (trx: Trx, accountId: string, said: SaidOfCompany): Promise<string[]> =>
  addToAccounts(trx, [{ id: accountId, said }]);
