import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { ImportReading, ImportState } from '../columns.ts';
import type { Db, Trx } from '../database.ts';
import type { PageAfter } from '../page.ts';

/** The result of the rows so far. */
export interface ImportCounts {
  /** Rows of the file, without the header. */
  readonly rows: number;
  readonly created: number;
  /** Leads that were known before. */
  readonly updated: number;
  readonly held: number;
  /** Rows of a lead that is also in another row of the file. */
  readonly duplicates: number;
  readonly rejected: number;
}

/** A row that was rejected, or a cell that was not saved. */
export interface Rejection {
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
  /** The row as CSV with commas. */
  readonly value: string;
  readonly costs: 'row' | 'cell';
}

interface NewImport {
  readonly id: string;
  readonly source: string;
  readonly importedBy: string;
  readonly at: Instant;
  readonly reading: ImportReading;
}

const lockOf = (id: string | ReturnType<typeof sql.ref>) => sql`hashtextextended('import ' || ${id}::text, 0)`;

/**
 * Marks an import as running for as long as the connection lives: if its process dies, Postgres releases the lock.
 * @param connection a single connection, not a pool
 */
export async function lockImport(connection: Db, id: string): Promise<AsyncDisposable> {
  await sql`select pg_try_advisory_lock(${lockOf(id)})`.execute(connection);
  return {
    async [Symbol.asyncDispose]() {
      await sql`select pg_advisory_unlock(${lockOf(id)})`.execute(connection);
    },
  };
}

/** The state of an import; `interrupted` if its process died while it was running. */
const stateNow = sql<ImportState | 'interrupted'>`
  case when state = 'running' and not exists (
    select from pg_locks where locktype = 'advisory' and objsubid = 1
      and database = (select oid from pg_database where datname = current_database())
      and (classid::bigint << 32) | objid::bigint = ${lockOf(sql.ref('imports.id'))}
  ) then 'interrupted' else state end`.as('state');

/** Begins an import; its counts grow with each chunk of rows. @returns whether its id is new */
export async function beginImport(db: Db, { at, reading, ...begun }: NewImport): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('imports')
    .values({
      ...begun,
      at: new Date(at),
      reading: JSON.stringify(reading),
      state: 'running',
      rows: 0,
      created: 0,
      updated: 0,
      held: 0,
      duplicates: 0,
      rejected: 0,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Adds a chunk to an import: its counts, leads and rejections. */
export async function addToImport(
  trx: Trx,
  id: string,
  { rows, created, updated, held, duplicates, rejected }: ImportCounts,
  { leadIds, rejections }: { readonly leadIds: readonly string[]; readonly rejections: readonly Rejection[] },
): Promise<void> {
  await sql`
    update imports set rows = rows + ${rows}, created = created + ${created}, updated = updated + ${updated}, held = held + ${held},
      duplicates = duplicates + ${duplicates}, rejected = rejected + ${rejected} where id = ${id}`.execute(trx);
  await sql`
    insert into import_leads (import_id, lead_id) select ${id}, unnest(${leadIds}::uuid[]) on conflict do nothing`.execute(trx);
  if (rejections.length === 0) return;
  await sql`
    insert into import_rejections (import_id, line, "column", reason, value, costs)
    select ${id}, line, "column", reason, value, costs from jsonb_to_recordset(${JSON.stringify(rejections)}::jsonb)
      as row(line int, "column" text, reason text, value text, costs text)`.execute(trx);
}

/** Ends an import, with the reason if it failed. Its saved chunks remain. */
export async function endImport(
  db: Db,
  id: string,
  end: { readonly reading: ImportReading; readonly failure?: string },
): Promise<void> {
  await db
    .updateTable('imports')
    .set({
      state: end.failure === undefined ? 'done' : 'failed',
      failure: end.failure ?? null,
      reading: JSON.stringify(end.reading),
    })
    .where('id', '=', id)
    .execute();
}

const columns = [
  'id', 'source', 'importedBy', 'at', 'failure', 'rows', 'created', 'updated', 'held', 'duplicates', 'rejected',
] as const; // prettier-ignore

/** Imports, newest first. */
export async function listImports(db: Db, { after, limit }: PageAfter) {
  const rows = await db
    .selectFrom('imports')
    .select(columns)
    .select(stateNow)
    .$if(after !== undefined, (query) => query.where('id', '<', after!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** An import and how its file was read; undefined if it does not exist. */
export async function importById(db: Db, id: string) {
  const row = await db
    .selectFrom('imports')
    .select([...columns, 'reading'])
    .select(stateNow)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { ...row, at: row.at.getTime() };
}

/** The rejections of an import, in the order of the file. @param page `after` is the `n` of the last one on the previous page */
export const rejectionsOf = (
  db: Db,
  importId: string,
  page: { readonly after?: number; readonly limit?: number; readonly costs?: 'row' | 'cell' } = {},
) =>
  db
    .selectFrom('importRejections')
    .select(['n', 'line', 'column', 'reason', 'value', 'costs'])
    .where('importId', '=', importId)
    .where('n', '>', page.after ?? 0)
    .$if(page.costs !== undefined, (query) => query.where('costs', '=', page.costs ?? 'row'))
    .orderBy('n')
    .limit(page.limit ?? 10_000)
    .execute();

/** Texts with the line of each, in Postgres, for one connection. They outlive a transaction, and take no memory in this process. */
export interface LinesOfKeys extends AsyncDisposable {
  /** Adds those that are new. @returns the lines of the others, as they were added */
  add(lines: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>>;
}

/** @param connection a single connection, not a pool: they are a temporary table */
export async function createLinesOfKeys(connection: Db): Promise<LinesOfKeys> {
  await sql`create temporary table import_keys (key text primary key, line int not null)`.execute(connection);
  return {
    async add(lines) {
      const keys = [...lines.keys()];
      // The last part does not see what the first one adds.
      const { rows } = await sql<{ key: string; line: number }>`
        with added as (
          insert into import_keys select * from unnest(${keys}::text[], ${[...lines.values()]}::int[]) on conflict do nothing)
        select key, line from import_keys where key = any(${keys}::text[])`.execute(connection);
      return new Map(rows.map(({ key, line }) => [key, line]));
    },
    async [Symbol.asyncDispose]() {
      await sql`drop table if exists pg_temp.import_keys`.execute(connection);
    },
  };
}
