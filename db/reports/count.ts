import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../database.ts';
import { leadLines, lineOf, type LeadLine } from '../leads/lead-lines.ts';
import { leadColumns } from './counted/counted-set.ts';
import { countedSet, type SetName } from './counted/index.ts';
import type { Scope } from './scope.ts';

/** Rows with the same values. */
export interface Tally {
  /** The values, in the order of `by`. */
  readonly of: Readonly<Record<string, string | null>>;
  readonly count: number;
  /** Different leads; the count, if the set does not measure them. */
  readonly leads: number;
  /** The median; null if no row has days. */
  readonly days: number | null;
  readonly amount: number | null;
}

/** The periods that contain a row's instant. */
const periods = { day: 'YYYY-MM-DD', week: 'IYYY-"W"IW', month: 'YYYY-MM' } as const;

/** By what the rows of a set can be counted. */
export const columnsOf = (name: SetName): readonly string[] => [
  ...leadColumns,
  ...countedSet(name).columns,
  ...Object.keys(periods),
];

/** SQL: a column of a set's rows. @throws if the set has none of this name: it becomes part of a statement */
function column(name: SetName, named: string, zone: string): RawBuilder<string | null> {
  if (!columnsOf(name).includes(named)) throw new Error(`${name} has no column "${named}"`);
  if (Object.hasOwn(periods, named))
    return sql`to_char(counted.at at time zone ${zone}, ${sql.lit(periods[named as keyof typeof periods])})`;
  return sql`counted.${sql.ref(named)}`;
}

/** SQL: the rows of a set that a scope is about, as `counted where …`. */
export function rowsIn(name: SetName, scope: Scope) {
  const values = Object.entries(scope.where).map(([named, value]) => {
    const of = column(name, named, scope.zone);
    return value === null ? sql`${of} is null` : sql`${of} = ${value}`;
  });
  return sql`(${countedSet(name).rows(scope)}) as counted where ${values.length === 0 ? sql`true` : sql.join(values, sql` and `)}`;
}

/** Counts the rows of a set by the values of columns. */
export async function countBy(db: Db, name: SetName, by: readonly string[], scope: Scope): Promise<Tally[]> {
  const { measures = [] } = countedSet(name);
  const columns = by.map((named, n) => sql`${column(name, named, scope.zone)} as ${sql.ref(`of_${n}`)}`);
  const positions = sql.join(by.map((_, n) => sql.lit(n + 1)));
  const { rows } = await sql<Record<string, unknown> & Omit<Tally, 'of'>>`
    select ${sql.join([
      ...columns,
      sql`count(*)::int as count`,
      measures.includes('leads') ? sql`count(distinct lead_id)::int as leads` : sql`count(*)::int as leads`,
      measures.includes('days') ? sql`percentile_cont(0.5) within group (order by days)::float8 as days` : sql`null as days`,
      measures.includes('amount') ? sql`sum(amount)::float8 as amount` : sql`null as amount`,
    ])} from ${rowsIn(name, scope)} ${by.length === 0 ? sql`` : sql`group by ${positions} order by ${positions}`}`.execute(db);
  return rows.map(({ count, leads, days, amount, ...values }) => ({
    of: Object.fromEntries(by.map((named, n) => [named, values[`of${n}`] as string | null])),
    count,
    leads,
    days,
    amount,
  }));
}

/** Each row of a set: whose it is, when, and the values of columns. */
export async function eachIn(db: Db, name: SetName, columns: readonly string[], scope: Scope) {
  const values = columns.map((named) => sql`${column(name, named, scope.zone)} as ${sql.ref(named)}`);
  const { rows } = await sql<Record<string, string | null> & { leadId: string; at: Date }>`
    select ${sql.join([sql`lead_id`, sql`at`, ...values])} from ${rowsIn(name, scope)} order by at, lead_id`.execute(db);
  return rows.map(({ leadId, at, ...of }) => ({ leadId, at: at.getTime(), of: of as Record<string, string | null> }));
}

interface Page {
  /** The id of the last lead on the previous page. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page of the leads behind a number. */
export async function peopleIn(db: Db, name: SetName, scope: Scope, { after, limit }: Page): Promise<LeadLine[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct lead_id as id from ${rowsIn(name, scope)} and lead_id > ${after ?? '00000000-0000-0000-0000-000000000000'}
    order by lead_id limit ${limit}`.execute(db);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const lines = await leadLines(db).where('leads.id', 'in', ids).orderBy('leads.id').execute();
  return lines.map(lineOf);
}
