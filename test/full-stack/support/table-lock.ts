import { Client, escapeIdentifier } from 'pg';

export interface TableLock extends AsyncDisposable {
  /** How many statements wait for it. */
  waiting(): Promise<number>;
  release(): Promise<void>;
}

/** Holds up whoever writes to a table, and nobody who reads it: so a process can be caught at a certain step. */
export async function lockTable(databaseUrl: string, table: string): Promise<TableLock> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query(`lock table ${escapeIdentifier(table)} in share mode`);
  let released: Promise<void> | undefined;
  const release = () => (released ??= client.end());
  return {
    async waiting() {
      const { rows } = await client.query<{ waiting: number }>(
        'select count(*)::int as waiting from pg_locks where relation = $1::regclass and not granted',
        [table],
      );
      return rows[0]?.waiting ?? 0;
    },
    release,
    [Symbol.asyncDispose]: release,
  };
}
