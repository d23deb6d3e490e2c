import { expect, test } from 'vitest';
import { deleteAnswers, saveResult, reserveKey } from '../../db/system/idempotency.ts';
import { DAY } from '../../domain/time/duration.ts';
import { testDatabase } from '../../testing/database.ts';

const NOW = Date.parse('2026-03-10T10:00:00Z');
const use = (key: string, keyId = 'one') => ({ keyId, key, procedure: 'imports.run', inputHash: 'x' });

test('answers are forgotten after a while, a page at a time, and those that are younger stay', async () => {
  await using database = await testDatabase();
  const { db } = database;
  for (let n = 0; n < 1_100; n++) await reserveKey(db, use(`old${n}`), NOW - 31 * DAY);
  await reserveKey(db, use('young'), NOW - 29 * DAY);
  await saveResult(db, use('young'), { rejected: [] });
  expect([
    await deleteAnswers(db, NOW - 30 * DAY),
    await deleteAnswers(db, NOW - 30 * DAY),
    await deleteAnswers(db, NOW - 30 * DAY),
  ]).toEqual([1_000, 100, 0]);
  expect(await reserveKey(db, use('young'), NOW)).toMatchObject({ answer: { value: { rejected: [] } } });
  expect(await reserveKey(db, use('old1'), NOW)).toBeUndefined();
});

test('the same key of another caller is another key', async () => {
  await using database = await testDatabase();
  expect(await reserveKey(database.db, use('a', 'one'), NOW)).toBeUndefined();
  expect(await reserveKey(database.db, use('a', 'two'), NOW)).toBeUndefined();
  expect(await reserveKey(database.db, use('a', 'one'), NOW)).toEqual({
    procedure: 'imports.run',
    inputHash: 'x',
    answer: null,
  });
});
