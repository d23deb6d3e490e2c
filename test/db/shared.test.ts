import { setImmediate as immediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { shared } from '../../db/shared.ts';

test('those who ask in one turn, or while a question is under way, ask together, but never about the same', async () => {
  const questions: string[][] = [];
  const ask = shared(
    (items: readonly string[]) => {
      questions.push([...items]);
      return Promise.resolve(items.map((item) => item.toUpperCase()));
    },
    3,
    (item) => item[0],
  );
  expect(await Promise.all(['a1', 'b1', 'b2', 'c1', 'd1', 'e1'].map(ask))).toEqual(['A1', 'B1', 'B2', 'C1', 'D1', 'E1']);
  expect(questions).toEqual([
    ['a1', 'b1', 'c1'],
    ['b2', 'd1', 'e1'],
  ]);
});

test('a question that fails because of one fails for that one only', async () => {
  const ask = shared((items: readonly string[]) => {
    return items.includes('bad') ? Promise.reject(new Error('bad')) : Promise.resolve(items);
  }, 10);
  const answers = await Promise.allSettled(['first', 'good', 'bad', 'better'].map(ask));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(await ask('later')).toBe('later');
});

test('nobody who comes later waits for one that is asked about again', async () => {
  const slow = Promise.withResolvers<string>();
  const ask = shared(
    (items: readonly string[]) => (items.includes('slow') ? Promise.reject(new Error('slow')) : Promise.resolve(items)),
    10,
    undefined,
    (item) => (item === 'slow' ? slow.promise : Promise.resolve(`${item}, alone`)),
  );
  const waits = ask('slow');
  await immediate();
  expect(await Promise.all(['first', 'second'].map(ask))).toEqual(['first', 'second']);
  const still = ask('slow');
  await immediate();
  expect(await ask('neighbour')).toBe('neighbour');
  slow.resolve('slow, at last');
  expect(await Promise.all([waits, still])).toEqual(['slow, at last', 'slow, at last']);
});

test('a question that gets no answer, because its connection is dead, keeps nobody else waiting for good', async () => {
  const ask = shared(
    (items: readonly string[]) => (items.includes('dead') ? new Promise<string[]>(() => {}) : Promise.resolve(items)),
    10,
  );
  void ask('dead');
  await immediate();
  expect(await ask('alive')).toBe('alive');
});
