import { sql } from 'kysely';
import type { Db, Trx } from '../database.ts';
import type { DB } from '../schema.gen.ts';

/** The columns of a row as Postgres writes them into JSON, by their names in the database. */
export type Row = Readonly<Record<string, unknown>>;

/** What an act changed in one row. */
export interface RowChange {
  readonly table: keyof DB;
  /** The columns that identify the row. */
  readonly key: Readonly<Record<string, string>>;
  /** The values before the act, of the columns that it changed; missing for a row that it created. */
  readonly was?: Row;
  /** The same columns after the act. */
  readonly became?: Row;
}

/** A row as it is at a moment. */
export interface RowImage {
  readonly table: keyof DB;
  readonly key: Readonly<Record<string, string>>;
  readonly row: Row;
}

const nameOf = ({ table, key }: Pick<RowImage, 'table' | 'key'>): string => `${table}/${Object.values(key).join('/')}`;
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is different between two images of the same rows. */
export function changesBetween(before: readonly RowImage[], after: readonly RowImage[]): RowChange[] {
  const earlier = new Map(before.map((image) => [nameOf(image), image.row]));
  return after.flatMap(({ table, key, row }) => {
    const was = earlier.get(nameOf({ table, key }));
    if (!was) return [{ table, key }];
    const columns = Object.keys(row).filter((column) => !isSame(was[column], row[column]));
    const only = (of: Row) => Object.fromEntries(columns.map((column) => [column, of[column]]));
    return columns.length === 0 ? [] : [{ table, key, was: only(was), became: only(row) }];
  });
}

/**
 * Gives a row its former values back. A column that somebody has changed since the act keeps its later value.
 * @returns the columns that keep their later values
 */
export async function giveBack(trx: Trx, { table, key, was = {}, became }: RowChange): Promise<string[]> {
  const here = sql.join(
    Object.entries(key).map(([column, value]) => sql`t.${sql.ref(column)}::text = ${value}`),
    sql` and `,
  );
  const { rows } = await sql<{
    row: Row;
  }>`select to_jsonb(t) as row from ${sql.table(table)} as t where ${here} for update`.execute(trx);
  const now = rows[0]?.row ?? {};
  const columns = Object.keys(was);
  const free = columns.filter((column) => became === undefined || isSame(now[column], became[column]));
  if (free.length > 0)
    await sql`
      update ${sql.table(table)} as t set ${sql.join(free.map((column) => sql`${sql.ref(column)} = former.${sql.ref(column)}`))}
      from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(was)}::jsonb) as former where ${here}`.execute(trx);
  return columns.filter((column) => !free.includes(column));
}

/** Deletes a row that an act created. */
export const unmake = (trx: Trx, { table, key }: Pick<RowChange, 'table' | 'key'>): Promise<unknown> =>
  sql`delete from ${sql.table(table)} as t where ${sql.join(
    Object.entries(key).map(([column, value]) => sql`t.${sql.ref(column)}::text = ${value}`),
    sql` and `,
  )}`.execute(trx);

/**
 * Takes changes back, the latest first: what an act created goes, and what it changed gets its former values.
 * @returns the columns, with their tables, that somebody has changed since and that keep their later values
 */
export async function giveBackAll(trx: Trx, changes: readonly RowChange[]): Promise<string[]> {
  const left: string[] = [];
  for (const change of changes.toReversed()) {
    if (change.was) left.push(...(await giveBack(trx, change)).map((column) => `${change.table}.${column}`));
    else await unmake(trx, change);
  }
  return left;
}

/** What a report about a lead may change: the lead and its company, its tasks, deals, closed channels and scores. */
export async function imageOfLead(db: Db, leadId: string, before: readonly RowImage[] = []): Promise<RowImage[]> {
  const closed = before.filter(({ table }) => table === 'suppressions').map(({ key }) => key['id'] ?? '');
  const { rows } = await sql<RowImage>`
    select 'leads' as table, jsonb_build_object('id', id) as key, to_jsonb(r) - 'phone_key' as row from leads as r where id = ${leadId}
    union all select 'accounts', jsonb_build_object('id', r.id), to_jsonb(r) from accounts as r join leads on leads.account_id = r.id where leads.id = ${leadId}
    union all select 'tasks', jsonb_build_object('id', id), to_jsonb(r) from tasks as r where lead_id = ${leadId}
    union all select 'opportunities', jsonb_build_object('id', id), to_jsonb(r) from opportunities as r where lead_id = ${leadId}
    union all select 'suppressions', jsonb_build_object('id', r.id), to_jsonb(r) from suppressions as r join leads on leads.id = ${leadId}
      where r.id = any(${closed}::uuid[]) or (r.lifted_at is null and (
        (r.scope = 'lead' and r.subject = leads.id::text) or (r.scope = 'address' and r.subject in (leads.email_key, leads.phone_key))))`.execute(
    db,
  );
  return rows;
}

/** The interest of a lead in every model, which is lowered when sales gives the lead back. */
export async function imageOfInterest(db: Db, leadId: string): Promise<{ readonly acts: string; readonly rows: RowChange[] }> {
  const { rows } = await sql<RowChange & { acts: string | null }>`
    select 'scores' as table, jsonb_build_object('lead_id', lead_id) as key, md5(acts::text) as acts,
      to_jsonb(r) - array['lead_id', 'fit', 'acts', 'first_mql_at', 'mql_count'] as was from scores as r where lead_id = ${leadId}
    union all select 'model_scores', jsonb_build_object('lead_id', lead_id, 'model', model), null,
      to_jsonb(r) - array['lead_id', 'model', 'fit', 'first_ready_at'] from model_scores as r where lead_id = ${leadId}`.execute(
    db,
  );
  return {
    acts: rows.find(({ acts }) => acts !== null)?.acts ?? '',
    rows: rows.map(({ table, key, was }) => ({ table, key, was })),
  };
}
