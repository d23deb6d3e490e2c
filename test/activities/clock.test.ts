import { expect, test } from 'vitest';
import { loadClock, systemClock } from '../../db/system/clock.ts';
import { DAY } from '../../domain/time/duration.ts';
import { testDatabase } from '../../testing/database.ts';
import { NOON } from './world.ts';

const fast = { origin: NOON, realOrigin: 1_000_000, speed: 28_800 };

test('an installation without a clock follows the wall clock', async () => {
  await using database = await testDatabase();
  const clock = await loadClock(database.db, { now: () => NOON });
  expect(clock.spec).toEqual({ origin: 0, realOrigin: 0, speed: 1 });
  expect(clock.now()).toBe(NOON);
});

test('the first caller sets the clock, and all others follow it', async () => {
  await using database = await testDatabase();
  const first = await loadClock(database.db, { spec: fast, now: () => fast.realOrigin + 3000 });
  expect(first.now()).toBe(NOON + DAY);
  const others = await Promise.all([loadClock(database.db), loadClock(database.db, { spec: { ...fast, speed: 2 } })]);
  expect(others.map(({ spec }) => spec)).toEqual([fast, fast]);
});

test('without a database, a clock follows its specification', () => {
  expect(systemClock(fast, () => fast.realOrigin + 3).now()).toBe(NOON + 86_400);
});
