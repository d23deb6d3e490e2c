import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { prepareAll, prepareMarked } from './prepared.ts';
import type { DB } from './schema.gen.ts';
import { own } from '../domain/text/own.ts';

export type Db = Kysely<DB>;

/** A transaction. Functions that take one make several changes, all or none. */
export type Trx = Transaction<DB>;

// 1700 is numeric: amounts of money (two decimals) fit a double, and are inconvenient as text.
const parsers = { 1700: Number, 20: Number } as const;

interface PoolOptions {
  readonly max?: number;
  /** Called when an idle connection breaks (Postgres restarted); the pool replaces it. */
  readonly onError?: (error: Error) => void;
  /** Prepares every statement, not only the marked ones: for a database that no migration changes while it is open. */
  readonly preparesAll?: boolean;
  /** Gets the text of each statement once it has run. */
  readonly onStatement?: (text: string) => void;
}

/** Opens a pool of connections. */
export function openDatabase(url: string, options: PoolOptions = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: (oid, format) => own(parsers, String(oid)) ?? pg.types.getTypeParser(oid, format) },
  });
  // Without a listener, a restart of Postgres would end the process.
  pool.on('error', (error) => options.onError?.(error));
  pool.on('connect', options.preparesAll ? prepareAll : prepareMarked);
  // The pool does not listen to connections in use either. If one breaks between two statements, the second statement fails.
  pool.on('connect', (client) => client.on('error', () => {}));
  const { onStatement } = options;
  return new Kysely<DB>({
    log: onStatement && (({ query }) => onStatement(query.sql)),
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
