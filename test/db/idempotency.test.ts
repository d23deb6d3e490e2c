import { expect, test } from 'vitest';
import { saveResult, reserveKey } from '../../db/system/idempotency.ts';
import { testDatabase } from '../../testing/database.ts';

const NOW = Date.parse('2026-03-10T10:00:00Z');
const use = (key: string, keyId = 'one') => ({ keyId, key, procedure: 'imports.run', inputHash: 'x' });

test('a request that is repeated gets its first answer', async () => {
  await using database = await testDatabase();
  const { db } = database;
  await reserveKey(db, use('once'), NOW);
  await saveResult(db, use('once'), { rejected: [] });
  expect(await reserveKey(db, use('once'), NOW)).toMatchObject({ answer: { value: { rejected: [] } } });
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
