import { expect, test } from 'vitest';
import { postgresTime } from '../../db/system/postgres-time.ts';
import { testDatabase } from '../../testing/database.ts';

const near = (ms: number) => expect.closeTo(ms, -3) as number;

test.each([-30_000, -2_000, 5_000])('a machine that is %i ms ahead of Postgres is measured and corrected', async (ahead) => {
  await using database = await testDatabase();
  const time = postgresTime(database.db, () => Date.now() + ahead);
  expect(await time.measure()).toEqual(near(ahead));
  expect(Math.abs(time.now() - Date.now())).toBeLessThan(400);
});

test('a difference that may be network latency corrects nothing, so that time does not jump', async () => {
  await using database = await testDatabase();
  const time = postgresTime(database.db, () => Date.now() + 100);
  await time.measure();
  expect(time.now() - Date.now()).toBeGreaterThanOrEqual(99);
});
