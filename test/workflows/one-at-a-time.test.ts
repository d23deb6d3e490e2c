import { expect, test } from 'vitest';
import { OneAtATime } from '../../workflows/one-at-a-time.ts';

/** An activity that ends when the test says so. */
function activity(name: string, log: string[]) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const run = () => {
    log.push(`${name} begins`);
    return promise;
  };
  return { run, ends: () => resolve(name), fails: () => reject(new Error(name)) };
}

const aMoment = () => new Promise((resolve) => void setTimeout(resolve));

test('each activity begins when the one before it has ended, even if that one failed', async () => {
  const log: string[] = [];
  const turns = new OneAtATime(() => true);
  const [first, second, third] = [activity('first', log), activity('second', log), activity('third', log)];
  const results = Promise.allSettled([first, second, third].map(({ run }) => turns.run(run)));
  await aMoment();
  expect(log).toEqual(['first begins']);
  first.fails();
  await aMoment();
  expect(log).toEqual(['first begins', 'second begins']);
  second.ends();
  third.ends();
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(log).toEqual(['first begins', 'second begins', 'third begins']);
});

test('a visit that began under 0.1.0 keeps its order: activities do not wait for each other', async () => {
  const log: string[] = [];
  const turns = new OneAtATime(() => false);
  void turns.run(activity('first', log).run);
  void turns.run(activity('second', log).run);
  await aMoment();
  expect(log).toEqual(['first begins', 'second begins']);
});
