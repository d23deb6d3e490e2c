import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { isOutage } from '../../db/outage.ts';
import { DatabaseUnfit, makeReady } from '../../db/ready.ts';
import { testDatabase } from '../../testing/database.ts';

async function unfit(making: Promise<unknown>): Promise<DatabaseUnfit> {
  const error: unknown = await making.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DatabaseUnfit)) throw new Error('it was ready', { cause: error });
  expect(error.message).not.toContain('\n');
  return error;
}

test('an up-to-date database needs no user who may alter tables', async () => {
  await using database = await testDatabase();
  expect(await makeReady(database.db, { mayMigrate: false })).toEqual([]);
  expect(await makeReady(database.db, { mayMigrate: true })).toEqual([]);
});

test('a newer database is a sentence', async () => {
  await using database = await testDatabase();
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', 'now')`.execute(database.db);
  expect(await unfit(makeReady(database.db, { mayMigrate: true }))).toMatchObject({
    code: 'databaseNewer',
    message: expect.stringMatching(/^a newer version of Trellis has changed this database \(9999-later\)\. /) as string,
  });
});

test('a missing migration is a sentence where the process only checks', async () => {
  await using database = await testDatabase();
  await sql`delete from kysely_migration where name = (select max(name) from kysely_migration)`.execute(database.db);
  expect(await unfit(makeReady(database.db, { mayMigrate: false }))).toMatchObject({
    code: 'databaseNotMigrated',
    message: expect.stringContaining('Run trellis migrate as a user who may') as string,
  });
});

test('an empty database lacks all migrations', async () => {
  await using database = await testDatabase();
  await sql`drop table kysely_migration`.execute(database.db);
  expect(await unfit(makeReady(database.db, { mayMigrate: false }))).toMatchObject({ code: 'databaseNotMigrated' });
});

test('a user who may not alter tables is told who has to migrate, and may run once that is done', async () => {
  await using database = await testDatabase();
  const role = `runs_${Math.random().toString(36).slice(2)}`;
  await sql.raw(`create role ${role} login password 'x'`).execute(database.db);
  await sql.raw(`grant select, insert, update, delete on all tables in schema public to ${role}`).execute(database.db);
  const url = new URL(database.url);
  [url.username, url.password] = [role, 'x'];
  const db = openDatabase(url.href, { max: 1 });
  expect(await makeReady(db, { mayMigrate: true })).toEqual([]);
  await sql`delete from kysely_migration where name = (select max(name) from kysely_migration)`.execute(database.db);
  expect(await unfit(makeReady(db, { mayMigrate: true }))).toMatchObject({ code: 'mayNotMigrate' });
  await db.destroy();
  await sql.raw(`drop owned by ${role}`).execute(database.db);
  await sql.raw(`drop role ${role}`).execute(database.db);
});

test.each([
  ['a database that can only be read', '25006', true],
  ['a full disk', '53100', true],
  ['a connection that was ended', '57P01', true],
  ['a connection that broke', '08006', true],
  ['a refused connection', 'ECONNREFUSED', true],
  ['a wrong password', '28P01', false],
  ['a value that does not fit', '22001', false],
])('%s (%s) is an outage: %s', (_, code, outage) => {
  expect(isOutage(Object.assign(new Error('x'), { code }))).toBe(outage);
});
