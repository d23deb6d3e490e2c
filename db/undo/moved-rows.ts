import { sql } from 'kysely';
import type { Trx } from '../database.ts';
import type { DB } from '../schema.gen.ts';
import type { Row } from './row-changes.ts';

/** Rows that went over from one owner to another. */
export interface MovedRows {
  readonly table: keyof DB;
  /** The column that names the owner. */
  readonly column: string;
  /** The columns that identify each row. */
  readonly keys: readonly Row[];
}

/** The rows of a table that go over. */
export interface Moving {
  readonly column: string;
  /** The columns that identify a row; `id` if missing. */
  readonly key?: readonly string[];
  /** The owner is part of the key: a row stays if the new owner has the same. */
  readonly oneEach?: true;
  /** SQL: those rows of the table `t` that go over; all if missing. */
  readonly only?: string;
}

interface Between {
  readonly from: string;
  readonly to: string;
}

/** Gives rows to another owner. @returns what `moveBack` needs, of each table that had some */
export async function moveRows(
  trx: Trx,
  tables: Readonly<Record<string, Moving>>,
  { from, to }: Between,
): Promise<readonly MovedRows[]> {
  const moved: MovedRows[] = [];
  for (const [table, { column, key = ['id'], oneEach, only = 'true' }] of Object.entries(tables)) {
    const own = sql.ref(column);
    const same = sql.join(
      [sql`other.${own} = ${to}::uuid`, ...key.map((name) => sql`other.${sql.ref(name)} = t.${sql.ref(name)}`)],
      sql` and `,
    );
    const isFree = oneEach ? sql`not exists (select from ${sql.table(table)} as other where ${same})` : sql`true`;
    const { rows } = await sql<{ key: Row }>`
      update ${sql.table(table)} as t set ${own} = ${to}::uuid
      where t.${own} = ${from}::uuid and ${sql.raw(only)} and ${isFree}
      returning jsonb_build_object(${sql.join(key.flatMap((name) => [sql.lit(name), sql`t.${sql.ref(name)}`]))}) as key`.execute(
      trx,
    );
    if (rows.length > 0) moved.push({ table: table as keyof DB, column, keys: rows.map((row) => row.key) });
  }
  return moved;
}

/** Gives rows back to their former owner; those that belong to somebody else by now stay there. */
export async function moveBack(trx: Trx, moved: readonly MovedRows[], { from, to }: Between): Promise<void> {
  for (const { table, column, keys } of moved) {
    const names = Object.keys(keys[0] ?? {});
    const same = sql.join(
      [sql`t.${sql.ref(column)} = ${from}::uuid`, ...names.map((name) => sql`t.${sql.ref(name)} = k.${sql.ref(name)}`)],
      sql` and `,
    );
    await sql`
      update ${sql.table(table)} as t set ${sql.ref(column)} = ${to}::uuid
      from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(keys)}::jsonb) as k
      where ${same}`.execute(trx);
  }
}
