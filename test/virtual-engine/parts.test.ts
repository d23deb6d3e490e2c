import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCachedBundle, writeCachedBundle } from '../../testing/engine/bundle-cache.ts';
import { DueQueue } from '../../testing/engine/due-queue.ts';
import { sipHash13 } from '../../testing/engine/randomness-seed.ts';
import { retryAfter } from '../../testing/engine/retry.ts';
import { SeededIds } from '../../testing/engine/seeded-ids.ts';

test('the queue gives what is due by instant, then in the order of adding, without what was cancelled', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), fc.boolean())), (items) => {
      const queue = new DueQueue();
      items.forEach(([at, cancelled]) => {
        queue.add(at, () => undefined).cancelled = cancelled;
      });
      const taken = [];
      for (let due = queue.take(Infinity); due; due = queue.take(Infinity)) taken.push(due.order);
      const expected = items
        .flatMap(([at, cancelled], order) => (cancelled ? [] : [{ at, order }]))
        .toSorted((a, b) => a.at - b.at);
      expect(taken).toEqual(expected.map(({ order }) => order));
    }),
  );
});

test('the queue gives nothing before it is due', () => {
  const queue = new DueQueue();
  queue.add(10, () => undefined);
  expect(queue.take(9)).toBeUndefined();
  expect(queue.take(10)?.at).toBe(10);
});

test('retries follow the policy', () => {
  const failure = { applicationFailureInfo: { type: 'Busy' } };
  const delays = [1, 2, 3, 20].map((attempt) => retryAfter(undefined, attempt, failure));
  expect(delays).toEqual([{ after: 1000 }, { after: 2000 }, { after: 4000 }, { after: 100_000 }]);
  expect(retryAfter({ maximumAttempts: 2 }, 2, failure)).toEqual({ never: 4 });
  expect(retryAfter({ nonRetryableErrorTypes: ['Busy'] }, 1, failure)).toEqual({ never: 2 });
  expect(retryAfter(undefined, 1, { applicationFailureInfo: { nonRetryable: true } })).toEqual({ never: 2 });
});

test('SipHash-1-3 gives what its authors give', () => {
  expect(sipHash13(Buffer.alloc(0))).toBe(0xd1fba762150c532cn);
});

test('seeded ids are uuids, and all different', () => {
  const ids = new SeededIds(7);
  const some = Array.from({ length: 1000 }, () => ids.next());
  expect(new Set(some).size).toBe(1000);
  expect(some[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a cached bundle is used until one of its sources changes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  try {
    const source = join(folder, 'workflows.ts');
    await writeFile(source, 'export {};');
    await mkdir(join(folder, 'node_modules'));
    const map = Buffer.from(JSON.stringify({ sources: [source] })).toString('base64');
    const code = `bundled();\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${map}`;
    expect(await readCachedBundle(source, 'key')).toBeUndefined();
    await writeCachedBundle(source, 'key', code);
    expect(await readCachedBundle(source, 'key')).toBe(code);
    expect(await readdir(join(folder, 'node_modules', '.cache', 'trellis-bundles'))).toHaveLength(2);
    await writeFile(source, `${await readFile(source, 'utf8')} // changed`);
    expect(await readCachedBundle(source, 'key')).toBeUndefined();
  } finally {
    await rm(folder, { recursive: true });
  }
});
