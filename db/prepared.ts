import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { PoolClient } from 'pg';

const MARK = '/* prepared */';

/**
 * In front of a statement with constant text, it makes Postgres plan the statement once per connection. That is worthwhile if the
 * statement runs often and planning takes longer than running.
 * Name the columns: a prepared `select *` fails when a migration adds one.
 */
export const prepared: RawBuilder<unknown> = sql.raw(MARK);

const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
  names.set(text, name);
  return name;
}

/** Makes a connection prepare the marked statements. Kysely has no way to name a statement. */
export const prepareMarked = (client: PoolClient): void => prepare(client, (text) => text.startsWith(MARK));

/** Makes a connection prepare every statement with parameters. */
export const prepareAll = (client: PoolClient): void => prepare(client, (_, values) => values.length > 0);

function prepare(client: PoolClient, which: (text: string, values: readonly unknown[]) => boolean): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const preparing = (text: unknown, values?: unknown, ...more: unknown[]): unknown =>
    typeof text === 'string' && Array.isArray(values) && which(text, values as unknown[])
      ? query({ name: nameOf(text), text, values: values as unknown[] }, ...more)
      : query(text, values, ...more);
  client.query = preparing as typeof client.query;
}
