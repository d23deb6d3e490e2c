import { sql, type RawBuilder } from 'kysely';

/**
 * SQL: any of a list of values, for `column = …`. Behind a select, Postgres can't count them while it plans: so it plans a prepared statement
 * once, for ten of them, and not anew for each list.
 */
export const anyOf = (values: readonly string[], type: 'uuid' | 'text' = 'uuid'): RawBuilder<unknown> =>
  sql`any((select ${values}::${sql.raw(type)}[])::${sql.raw(type)}[])`;

/** The columns of a table: the type of each in Postgres, and its value in a row. */
export type Columns<T> = Readonly<Record<string, readonly [type: string, of: (row: T, n: number) => unknown]>>;

/**
 * SQL for a table of rows; it goes behind `from`. Each column is one array, so that the statement has the same text for any number of
 * rows, and can be prepared.
 */
export function tableOf<T>(name: string, rows: readonly T[], columns: Columns<T>): RawBuilder<unknown> {
  // Behind a select, Postgres can't count the rows while it plans. So it plans once, for ten of them, and not anew for each number.
  const arrays = Object.values(columns).map(([type, of]) => sql`(select ${rows.map(of)}::${sql.raw(type)}[])`);
  return sql`unnest(${sql.join(arrays)}) as ${sql.ref(name)} (${sql.join(Object.keys(columns).map((column) => sql.ref(column)))})`;
}
