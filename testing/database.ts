import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { openDatabase, type Db } from '../db/database.ts';
import { createDatabase, dropDatabase } from '../dev/postgres/database.ts';
import { TEMPLATE } from './template.ts';

export interface TestDatabase extends AsyncDisposable {
  readonly db: Db;
  readonly url: string;
}

/**
 * A real, migrated, empty database for one test. `await using { db } = …` does not exist, so hold the whole object.
 * @throws if the test run has no Postgres
 */
export async function testDatabase(options: { readonly max?: number } = {}): Promise<TestDatabase> {
  const adminUrl = inject('databaseUrl') as string | undefined;
  if (adminUrl === undefined)
    throw new Error("there is no Postgres for these tests: add `globalSetup: 'trellis/testing/postgres'` to vitest.config.ts.");
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const url = await createDatabase(adminUrl, name, { template: TEMPLATE });
  const db = openDatabase(url, { preparesAll: true, ...options });
  return {
    db,
    url,
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await dropDatabase(adminUrl, name);
    },
  };
}
