import { expect, test } from 'vitest';
import { historyJson } from '../../testing/replay.ts';
import { loadBundle } from '../../testing/engine.ts';
import type { EngineOptions } from '../../testing/engine.ts';
import { hour, setUp, workflowsPath } from './setup.ts';

async function told(seed: number, options: Partial<EngineOptions> = {}) {
  await using story = await setUp({ seed, ...options });
  const { engine, journal } = story;
  for (let i = 0; i < 5; i++) await engine.start('wanderer', { workflowId: `w${i}`, args: [1, []] });
  for (const type of ['random', 'remoteWork', 'localWork', 'patchwork']) await engine.start(type, { workflowId: type });
  for (let i = 0; i < 5; i++) engine.at(engine.now + i * 10 * hour, () => engine.signal(`w${i}`, 'poke', `${i}`));
  await engine.runUntilIdle();
  const histories = engine.list().flatMap(({ workflowId }) => engine.histories(workflowId).map(historyJson));
  return { journal, ids: engine.list().map(({ runId }) => runId), histories, random: engine.result('random') };
}

test('the same seed tells the same story: ids, order, instants, random numbers', async () => {
  expect(await told(1)).toEqual(await told(1));
});

test('another seed gives other ids and other random numbers, in the same order', async () => {
  const [one, two] = [await told(1), await told(2)];
  expect(one.ids).not.toEqual(two.ids);
  expect(one.random).not.toEqual(two.random);
  expect(one.journal.filter((line) => line.startsWith('visit'))).toEqual(two.journal.filter((line) => line.startsWith('visit')));
});

test('each workflow has the modules for itself', async () => {
  await using story = await setUp();
  for (const workflowId of ['one', 'two']) await story.engine.start('counter', { workflowId });
  await story.engine.runFor(0);
  expect(['one', 'two'].map((id) => story.engine.result(id))).toEqual([1, 1]);
});

test('shared modules change nothing but the memory that a workflow takes', async () => {
  const bundle = await loadBundle(workflowsPath, { sharedModules: true });
  expect(await told(1, { bundle })).toEqual(await told(1));
});
