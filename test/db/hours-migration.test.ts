import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { migrateToLatest, migrations } from '../../db/migrate.ts';
import { createDatabase, dropDatabase } from '../../dev/postgres/database.ts';

test('the same hours on some days become hours of the week, and those over midnight work; what was broken stays', async () => {
  const adminUrl = inject('databaseUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const db = openDatabase(await createDatabase(adminUrl, name));
  try {
    const { error } = await new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } }).migrateTo(
      '0012-confirmations',
    );
    if (error) throw error;
    const add = (slug: string, calendar: object) =>
      sql`insert into teams (id, slug, name, calendar) values (${randomUUID()}, ${slug}, ${slug}, ${JSON.stringify(calendar)})`.execute(
        db,
      );
    await add('a', { zone: 'Europe/Berlin', days: [2, 1, 3], opens: '09:00', closes: '17:00', holidays: ['2026-12-25'] });
    await add('b', { zone: 'UTC', days: [6, 7], opens: '22:00', closes: '06:00', holidays: [] });
    await add('c', { zone: 'UTC', days: [1], opens: '00:00', closes: '23:59', holidays: [] });
    await add('d', {});
    await migrateToLatest(db);
    const teams = await db.selectFrom('teams').select('calendar').orderBy('slug').execute();
    expect(teams.map(({ calendar }) => calendar)).toEqual([
      { zone: 'Europe/Berlin', hours: { 'mon,tue,wed': ['09:00-17:00'] }, holidays: ['2026-12-25'] },
      { zone: 'UTC', hours: { 'sat,sun': ['22:00-06:00'] }, holidays: [] },
      { zone: 'UTC', hours: { mon: ['00:00-24:00'] }, holidays: [] },
      {},
    ]);
  } finally {
    await db.destroy();
    await dropDatabase(adminUrl, name);
  }
});
