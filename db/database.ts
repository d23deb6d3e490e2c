import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { prepareMarked } from './prepared.ts';
import type { DB } from './schema.gen.ts';
import { own } from '../domain/text/own.ts';

export type Db = Kysely<DB>;

/** A transaction. What takes one does several things, all or none. */
export type Trx = Transaction<DB>;

// 1700 is numeric: money fits a double here (two digits after the point), and an amount in text helps nobody.
const parsers = { 1700: Number, 20: Number } as const;

/**
 * Opens a pool of connections.
 * @param options.onError hears of connections that broke while idle (Postgres restarted); the pool replaces them
 */
export function openDatabase(url: string, options: { max?: number; onError?: (error: Error) => void } = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: (oid, format) => own(parsers, String(oid)) ?? pg.types.getTypeParser(oid, format) },
  });
  // Without a listener, a restart of Postgres would end the process.
  pool.on('error', (error) => options.onError?.(error));
  pool.on('connect', prepareMarked);
  // Nor does the pool listen to one that is in use: broken between two statements of a transaction, the second one tells.
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
