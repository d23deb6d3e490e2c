import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asRefusal } from '../../api/procedures/refusal.ts';
import { longest, mustBeShallow } from '../../api/procedures/values.ts';
import { testDatabase, type TestDatabase } from '../../testing/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => await database[Symbol.asyncDispose]());

const random = (length: number): string =>
  Array.from({ length }, (_, n) => String.fromCodePoint(0x4e00 + ((n * n * 7_919 + n * 104_729) % 20_000))).join('');

test.each([
  ['a text with a NUL', sql`select ${'A\0B'}::text`, 'BAD_REQUEST', 'valueUnusable'],
  ['half a letter in JSON', sql`select ${JSON.stringify('\uD800')}::jsonb`, 'BAD_REQUEST', 'valueUnusable'],
  ['an integer that is too large', sql`select ${'99999999999'}::int`, 'BAD_REQUEST', 'valueUnusable'],
  ['too much money', sql`select ${'1e15'}::numeric(12, 2)`, 'BAD_REQUEST', 'valueUnusable'],
  ['an instant that no calendar has', sql`select ${'+999999-01-01'}::timestamptz`, 'BAD_REQUEST', 'valueUnusable'],
  [
    'a text that is too long for an index',
    sql`insert into programs (id) values (${random(6_000)})`,
    'BAD_REQUEST',
    'valueUnusable',
  ],
  [
    'a reference to what is not there',
    sql`insert into absences (id, rep_id, starts_at, ends_at) values (gen_random_uuid(), gen_random_uuid(), now(), now() + interval '1 day')`,
    'CONFLICT',
    'referenceUnknown',
  ],
  ['the same twice', sql`insert into programs (id) values ('twice'), ('twice')`, 'CONFLICT', 'concurrentChange'],
] as const)('%s is the fault of the request, and is called so', async (_, statement, status, code) => {
  const error = await statement.execute(database.db).catch((caught: unknown) => caught);
  expect(asRefusal(error)).toMatchObject({ code: status, data: { code } });
  expect(asRefusal(error)?.message).not.toMatch(/try again/i);
});

test("an error about Postgres itself is not the caller's fault", async () => {
  const error = await sql`select nothing from nowhere`.execute(database.db).catch((caught: unknown) => caught);
  expect(asRefusal(error)).toBeUndefined();
});

test('a name that is as long as it may be fits an index, in any script', async () => {
  await sql`insert into programs (id) values (${random(longest.name)})`.execute(database.db);
});

test('an input that nests deeper than any is refused', () => {
  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  expect(() => mustBeShallow(nested(32))).not.toThrow();
  expect(() => mustBeShallow(nested(33))).toThrow('nests deeper');
  expect(() => mustBeShallow(nested(200_000))).toThrow('nests deeper');
});
