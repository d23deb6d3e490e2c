import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, inject, test } from 'vitest';
import { listActs } from '../../db/system/audit.ts';
import { openDatabase } from '../../db/database.ts';
import { listApiKeys } from '../../db/system/key-list.ts';
import { migrateToLatest, migrations } from '../../db/migrate.ts';
import { DAY } from '../../domain/time/duration.ts';
import { createDatabase, dropDatabase } from '../../dev/postgres/database.ts';

const MARCH = '2026-03-01T10:00:00Z';

test('keys that exist end like new ones from now on; what was saved by name goes by the key, where one key has the name', async () => {
  const adminUrl = inject('databaseUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const db = openDatabase(await createDatabase(adminUrl, name));
  try {
    const before = Object.keys(migrations)
      .toSorted()
      .filter((one) => one < '0019')
      .at(-1)!;
    const provider = { getMigrations: () => Promise.resolve(migrations) };
    const { error } = await new Migrator({ db, provider }).migrateTo(before);
    if (error) throw error;
    await sql`
      insert into api_keys (id, hash, role, principal, created_at) values
        ('aa', '', 'intake', 'site', ${MARCH}), ('bb', '', 'marketer', 'mark', ${MARCH}), ('cc', '', 'marketer', 'mark', ${MARCH}),
        ('dd', '', 'rep', 'nobody', ${MARCH})`.execute(db);
    await sql`
      insert into idempotency_keys (principal, key, procedure, input_hash, at) values
        ('site', 'one', 'p', 'h', ${MARCH}), ('mark', 'two', 'p', 'h', ${MARCH}), ('gone', 'three', 'p', 'h', ${MARCH})`.execute(
      db,
    );
    await sql`
      insert into audit_log (id, at, principal, action, subject, detail)
      values (${randomUUID()}, ${MARCH}, 'mark', 'ops.settle', 'a/1/1', '{"state":"accepted"}')`.execute(db);
    await migrateToLatest(db);
    const keys = await listApiKeys(db);
    const days = (id: string) => Math.round((keys.find((one) => one.id === id)!.expiresAt! - Date.now()) / DAY);
    expect(['aa', 'bb', 'cc'].map(days)).toEqual([365, 90, 90]);
    expect(keys.filter(({ state }) => state === 'revoked').map(({ id }) => id)).toEqual(['dd']);
    expect(await db.selectFrom('idempotencyKeys').select(['keyId', 'key']).execute()).toEqual([{ keyId: 'aa', key: 'one' }]);
    expect(await listActs(db, { subject: 'a/1/1', limit: 9 })).toMatchObject([
      { principal: 'mark', keyId: null, outcome: 'done', action: 'ops.settle', detail: { state: 'accepted' } },
    ]);
  } finally {
    await db.destroy();
    await dropDatabase(adminUrl, name);
  }
});
