import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { migrateToLatest, migrations } from '../../db/migrate.ts';
import { createDatabase, dropDatabase } from '../../dev/postgres/database.ts';

const MARCH = '2026-03-01T10:00:00Z';

test('values in the columns count as said by our systems; strangers at a shared host are no company', async () => {
  const adminUrl = inject('databaseUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const db = openDatabase(await createDatabase(adminUrl, name));
  try {
    const provider = { getMigrations: () => Promise.resolve(migrations) };
    const { error } = await new Migrator({ db, provider }).migrateTo('0004-addresses');
    if (error) throw error;
    const [pier, shared, ann, bob] = [1, 2, 3, 4].map(() => randomUUID());
    await sql`
      insert into accounts (id, name, domain, kind, size, region, created_at) values
        (${pier}, 'Pier', 'pier.example', 'customer', 300, 'Europe', ${MARCH}), (${shared}, 'Quay', 'linkedin.com', 'prospect', null, null, ${MARCH})`.execute(
      db,
    );
    await sql`
      insert into leads (id, email, email_key, first_name, country, zone, persona, seniority, title, account_id, source, stage, stage_at, created_at) values
        (${ann}, 'ann@pier.example', 'ann@pier.example', 'Ann', 'DE', 'Europe/Berlin', 'champion', 'staff', null, ${pier}, 'fair', 'inquiry', ${MARCH}, ${MARCH}),
        (${bob}, 'bob@quay.example', 'bob@quay.example', null, null, 'UTC', 'user', 'staff', null, ${shared}, 'fair', 'inquiry', ${MARCH}, ${MARCH})`.execute(
      db,
    );
    await migrateToLatest(db);
    const leads = await db.selectFrom('leads').select(['firstName', 'accountId', 'given', 'zoneSure']).orderBy('email').execute();
    const at = Date.parse(MARCH);
    expect(leads).toEqual([
      {
        firstName: 'Ann',
        accountId: pier,
        given: [{ by: 'system', source: 'fair', at, values: { firstName: 'Ann', country: 'DE', persona: 'champion' } }],
        zoneSure: false,
      },
      { firstName: null, accountId: null, given: [], zoneSure: false },
    ]);
    const { given } = await db
      .selectFrom('accounts')
      .select('given')
      .where('domain', '=', 'pier.example')
      .executeTakeFirstOrThrow();
    expect(given).toEqual([{ by: 'system', source: 'before', at, values: { name: 'Pier', kind: 'customer', size: 300 } }]);
  } finally {
    await db.destroy();
    await dropDatabase(adminUrl, name);
  }
});
