import { expect, test } from 'vitest';
import { day, hour, newYear, setUp } from './setup.ts';

test('a timer fires exactly when it is due', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('sleeper', { workflowId: 's', args: [['1 day', '2 days']] });
  await engine.runUntil(newYear + 3 * day);
  expect(engine.result('s')).toEqual([newYear + day, newYear + 3 * day]);
});

test('time stops where it was told to, and continues from there', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('sleeper', { workflowId: 's', args: [['1 day']] });
  await engine.runFor(day - 1);
  expect(engine.status('s')).toBe('running');
  expect(engine.now).toBe(newYear + day - 1);
  await engine.runFor(1);
  expect(engine.status('s')).toBe('completed');
});

test('ninety days pass in one call, until nothing is due any more', async () => {
  await using story = await setUp();
  const { engine } = story;
  for (let i = 0; i < 20; i++) await engine.start('sleeper', { workflowId: `s${i}`, args: [['30 days', `${60 - i} days`]] });
  await engine.runUntilIdle();
  expect(engine.now).toBe(newYear + 90 * day);
  expect(engine.list().map(({ status }) => status)).toEqual(Array(20).fill('completed'));
});

test('world events happen in order at their instants, between what the workflows do', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('listener', { workflowId: 'l', args: [9, '3 days'] });
  engine.at(newYear + 2 * day, () => engine.signal('l', 'poke', 'second'));
  engine.at(newYear + day, () => engine.signal('l', 'poke', 'first'));
  engine.at(newYear + 2 * day, () => engine.signal('l', 'poke', 'third'));
  await engine.runUntilIdle();
  expect(engine.result('l')).toEqual(['signal first', 'signal second', 'signal third', 'deadline']);
});

test('a signal that arrives at the very instant of a timer is seen first, as on a server', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('listener', { workflowId: 'l', args: [1, '3 days'] });
  await engine.runFor(0);
  engine.at(newYear + 3 * day, () => engine.signal('l', 'poke', 'just in time'));
  await engine.runUntilIdle();
  expect(engine.result('l')).toEqual(['signal just in time']);
});

test('the hook is asked before time moves on, and may give more to do now', async () => {
  const ticks: number[] = [];
  const outbox = ['from the outbox'];
  await using story = await setUp({
    onTick: async (now) => {
      ticks.push(now);
      const word = outbox.shift();
      if (word) await story.engine.signal('l', 'poke', word);
      return word !== undefined;
    },
  });
  const { engine } = story;
  await engine.start('listener', { workflowId: 'l', args: [2, '1 day'] });
  await engine.runUntilIdle();
  expect(engine.result('l')).toEqual(['signal from the outbox', 'deadline']);
  expect([...new Set(ticks)]).toEqual([newYear, newYear + day]);
});

test('time cannot go back, and nothing can happen in the past', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.runFor(day);
  await expect(engine.runUntil(newYear)).rejects.toMatchObject({ code: 'TIME_PASSED', value: newYear });
  expect(() => engine.at(newYear, () => undefined)).toThrow('2026-01-02T00:00:00.000Z already');
});

test('a world event may use the engine, but not let time pass', async () => {
  await using story = await setUp();
  const { engine } = story;
  let refusal: unknown;
  let answer: unknown;
  await engine.start('listener', { workflowId: 'l', args: [1] });
  engine.at(newYear + hour, async () => {
    refusal = await engine.runFor(day).catch((error: unknown) => error);
    answer = await engine.update('l', 'rename', { args: ['by the world'] });
  });
  await engine.runFor(day);
  expect(refusal).toMatchObject({ code: 'REENTRANT_RUN' });
  expect(answer).toBe('renamed to by the world');
});

test('a world event that throws stops the story', async () => {
  await using story = await setUp();
  const { engine } = story;
  engine.at(newYear + hour, () => {
    throw new Error('the mail server burns');
  });
  await expect(engine.runFor(day)).rejects.toThrow('the mail server burns');
});

test('a workflow that never ends is detected', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('sleeper', { workflowId: 's', args: [['30 years']] });
  await expect(engine.runUntilIdle()).rejects.toMatchObject({ code: 'NEVER_IDLE' });
});
