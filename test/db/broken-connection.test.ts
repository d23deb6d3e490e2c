import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { withClient } from '../../dev/postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';

test('a connection that breaks between two statements of a transaction fails the transaction, and does not end the process', async () => {
  await using database = await testDatabase();
  const { db, url } = database;
  const broken = db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
    await withClient(url, (client) => client.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]));
    // An error without a listener would be thrown now.
    await new Promise((resolve) => setTimeout(resolve, 50));
    await sql`select 1`.execute(trx);
  });
  await expect(broken).rejects.toThrow();
  await expect(sql`select 1`.execute(db)).resolves.toBeDefined();
});
