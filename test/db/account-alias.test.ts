import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { migrateToLatest, migrations } from '../../db/migrate.ts';
import { createDatabase, dropDatabase } from '../../dev/postgres/database.ts';
import { createWorld } from '../api/world.ts';

test('thirty people with free mail who name one company at once are at one account', async () => {
  await using world = await createWorld();
  const names = ['Quay & Sons', 'quay &  sons', 'QUAY & SONS', 'Ｑuay & Sons'];
  const captured = await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      world.as('intake').leads.add({
        lead: { email: `person${n}.quay@gmail.com`, company: names[n % names.length]!, size: n === 17 ? '250' : '' },
        source: 'fair',
        consentBasis: 'optIn',
      }),
    ),
  );
  const accounts = await world.db.selectFrom('accounts').select(['id', 'alias', 'size']).execute();
  expect(accounts).toEqual([{ id: accounts[0]?.id, alias: 'quay & sons', size: 250 }]);
  const leads = await world.db.selectFrom('leads').select('accountId').distinct().execute();
  expect([captured.length, leads]).toEqual([30, [{ accountId: accounts[0]?.id }]]);
});

test('accounts with the same name become one, with the leads, tasks and deals of all and the strictest suppression', async () => {
  const adminUrl = inject('databaseUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const db = openDatabase(await createDatabase(adminUrl, name));
  try {
    const { error } = await new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } }).migrateTo(
      '0012-confirmations',
    );
    if (error) throw error;
    const ids = Array.from({ length: 5 }, () => randomUUID());
    const [first, second, third, other, plain] = ids;
    const said = (by: string, values: object) => JSON.stringify([{ by, source: 'x', at: 1, values }]);
    await sql`
      insert into accounts (id, name, domain, aliases, kind, size, region, given, created_at) values
        (${first}, 'Quay', null, '{quay}', 'prospect', null, null, ${said('claim', { name: 'Quay', size: 9 })}, '2026-01-01'),
        (${second}, 'QUAY', null, '{quay}', 'competitor', 250, 'Europe', ${said('system', { kind: 'competitor', size: 250 })}, '2026-01-02'),
        (${third}, 'quay', null, '{quay}', 'prospect', null, null, '[]', '2026-01-03'),
        (${other}, 'Mole', null, '{mole}', 'prospect', null, null, '[]', '2026-01-01'),
        (${plain}, 'Pier', 'pier.example', '{}', 'prospect', null, null, '[]', '2026-01-01')`.execute(db);
    for (const [n, id] of ids.entries())
      await sql`
        insert into leads (id, email, email_key, zone, persona, seniority, account_id, source, stage, stage_at, created_at)
        values (${randomUUID()}, ${`l${n}@x.example`}, ${`l${n}@x.example`}, 'UTC', 'user', 'staff', ${id}, 'fair', 'inquiry', now(), now())`.execute(
        db,
      );
    await sql`
      insert into suppressions (id, scope, subject, channel, reason, set_by, at)
      values (${randomUUID()}, 'account', ${third}, 'all', 'excludedAccount', 'system', now())`.execute(db);
    await migrateToLatest(db);
    const accounts = await db.selectFrom('accounts').select(['id', 'alias', 'kind', 'size', 'region']).orderBy('name').execute();
    expect(accounts).toEqual([
      { id: other, alias: 'mole', kind: 'prospect', size: null, region: null },
      { id: plain, alias: null, kind: 'prospect', size: null, region: null },
      { id: first, alias: 'quay', kind: 'competitor', size: 250, region: 'Europe' },
    ]);
    const leads = await db.selectFrom('leads').select('accountId').orderBy('email').execute();
    expect(leads.map(({ accountId }) => accountId)).toEqual([first, first, first, other, plain]);
    expect(await db.selectFrom('suppressions').select('subject').execute()).toEqual([{ subject: first }]);
  } finally {
    await db.destroy();
    await dropDatabase(adminUrl, name);
  }
});
