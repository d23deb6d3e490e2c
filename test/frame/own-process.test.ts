import { matchesGlob } from 'node:path';
import { expect, test } from 'vitest';
import { inProcessesOfTheirOwn } from '../../vitest.config.ts';
import { arrowsOf, reachedFrom, sourcesOf } from './import-graph.ts';
import { rooms } from './walls.ts';

/** Offers to set up the SDK; who calls it is looked for. */
const OFFERS = 'testing/replay.ts';

test('a test that loads what sets up the SDK of Temporal runs in a process of its own', async () => {
  const sources = await sourcesOf([...rooms, 'test']);
  const arrows = [...sources].flatMap(([file, source]) => arrowsOf(file, source));
  const setUp = [...sources].flatMap(([file, source]) =>
    file !== OFFERS && /\b(Runtime\.install|quietReplays)\(/.test(source) ? [file] : [],
  );
  expect(setUp).toContain('worker/temporal-worker.ts');
  const sharing = [...sources.keys()].filter(
    (file) => file.endsWith('.test.ts') && !inProcessesOfTheirOwn.some((glob) => matchesGlob(file, glob)),
  );
  expect(sharing.length).toBeGreaterThan(200);
  const misplaced = sharing.filter((file) => {
    const reached = reachedFrom(file, arrows);
    return setUp.some((one) => reached.has(one));
  });
  expect(misplaced).toEqual([]);
});
