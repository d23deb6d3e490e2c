import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { savedInFile } from '../../cli/saved-in-file.ts';

let dir: string;
beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'trellis-saved-'))));
afterAll(async () => await rm(dir, { recursive: true, force: true }));

test('a secret of the machine is made once', async () => {
  const secret = await savedInFile(dir, 'secret');
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(await savedInFile(dir, 'secret')).toBe(secret);
  expect((await stat(join(dir, 'secret'))).mode & 0o777).toBe(0o600);
});

test('an admin key is made again only if the last one no longer works', async () => {
  let made = 0;
  const good = new Set(['key 1']);
  const keyOf = async () =>
    await savedInFile(dir, 'admin-key', { make: () => `key ${++made}`, isStillGood: (key) => good.has(key) });
  expect([await keyOf(), await keyOf(), await keyOf()]).toEqual(['key 1', 'key 1', 'key 1']);
  good.clear();
  expect(await keyOf()).toBe('key 2');
});
