import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { beforeAll, expect, test } from 'vitest';
import { quietReplays, replayAll } from '../../testing/replay.ts';
import { createActivities } from './activities.ts';
import { bundle, day, hour, newYear, setUp } from './setup.ts';

beforeAll(quietReplays);

async function listening(count = 9) {
  const story = await setUp();
  await story.engine.start('listener', { workflowId: 'l', args: [count] });
  return story;
}

test('an update drives the engine by itself and brings the answer', async () => {
  await using story = await listening();
  expect(await story.engine.update('l', 'rename', { args: ['x'] })).toBe('renamed to x');
  expect(story.engine.now).toBe(newYear);
});

test('an update that the validator rejects fails as it does in the client, and leaves no trace', async () => {
  await using story = await listening();
  await story.engine.runFor(hour);
  const before = story.engine.historyLengths('l');
  const error = await story.engine.update('l', 'rename', { args: ['forbidden'] }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
  expect((error as WorkflowUpdateFailedError).cause).toBeInstanceOf(ApplicationFailure);
  expect((error as WorkflowUpdateFailedError).cause).toMatchObject({
    type: 'Forbidden',
    message: 'not forbidden',
    details: [{ id: 7 }],
  });
  expect(story.engine.historyLengths('l')).toEqual(before);
});

test('an update whose handler fails was accepted, and its failure stands in the history', async () => {
  await using story = await listening();
  const error = await story.engine.update('l', 'rename', { args: ['broken'] }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
  expect((error as WorkflowUpdateFailedError).cause).toMatchObject({ type: 'Broken' });
  const events = story.engine.histories('l')[0]?.events ?? [];
  expect(events.filter((event) => event.workflowExecutionUpdateCompletedEventAttributes?.outcome?.failure)).toHaveLength(1);
});

test('an update without a handler is rejected with its name', async () => {
  await using story = await listening();
  const error = await story.engine.update('l', 'renmae').catch((reason: unknown) => reason);
  expect((error as WorkflowUpdateFailedError).cause?.message).toContain('renmae');
});

test('an update whose handler waits is answered when time has passed', async () => {
  await using story = await listening();
  const answer = story.engine.update('l', 'rename', { args: ['slow'] });
  let answered: unknown;
  void answer.then((value) => (answered = value));
  await story.engine.runFor(hour - 1);
  expect(answered).toBeUndefined();
  await story.engine.runFor(1);
  expect(await answer).toBe('renamed to slow');
});

test('the same update id twice gets one execution and the same answer', async () => {
  await using story = await listening();
  const ask = () => story.engine.update('l', 'rename', { args: ['x'], updateId: 'once' });
  expect(await Promise.all([ask(), ask()])).toEqual(['renamed to x', 'renamed to x']);
  expect(await ask()).toBe('renamed to x');
  expect(await story.engine.query('l', 'seen')).toEqual(['update x']);
});

test('several updates at once are answered in the order of asking', async () => {
  await using story = await listening();
  await Promise.all(['a', 'b', 'c'].map((name) => story.engine.update('l', 'rename', { args: [name] })));
  expect(await story.engine.query('l', 'seen')).toEqual(['update a', 'update b', 'update c']);
});

test('queries and current details tell the present, also after the end', async () => {
  await using story = await listening(1);
  const { engine } = story;
  expect(await engine.currentDetails('l')).toBe('waits for 1');
  await engine.signal('l', 'poke', 'x');
  expect(await engine.query('l', 'seen')).toEqual(['signal x']);
  expect(engine.status('l')).toBe('completed');
  expect(await engine.query('l', 'seen')).toEqual(['signal x']);
  await expect(engine.query('l', 'sene')).rejects.toThrow('sene');
});

test('a message to an unknown or ended workflow is refused with the reason', async () => {
  await using story = await listening(1);
  const { engine } = story;
  await engine.signal('l', 'poke', 'x');
  await engine.runFor(0);
  for (const id of ['l', 'nobody']) {
    await expect(engine.signal(id, 'poke', 'y')).rejects.toBeInstanceOf(WorkflowNotFoundError);
    await expect(engine.update(id, 'rename', { args: ['y'] })).rejects.toBeInstanceOf(WorkflowNotFoundError);
  }
  await expect(engine.query('nobody', 'seen')).rejects.toBeInstanceOf(WorkflowNotFoundError);
});

test('messages find the workflow in whatever run it is', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('wanderer', { workflowId: 'w', args: [1, []] });
  await engine.signal('w', 'poke', 'early');
  engine.at(newYear + day, () => engine.signal('w', 'poke', 'at the change'));
  engine.at(newYear + 1.5 * day, async () => {
    expect(await engine.update('w', 'rename', { args: ['in the second'] })).toBe('2');
  });
  await engine.runUntilIdle();
  expect(engine.result('w')).toEqual(['1 signal early', '1 signal at the change', '2 update in the second']);
});

/** Messages that come in while a local activity runs, in the task that ends a run. */
async function interrupted(atNote: string) {
  const journal: string[] = [];
  const activities = createActivities(journal);
  const sent: Promise<unknown>[] = [];
  const story = await setUp({
    activities: {
      ...activities,
      async note(text: string) {
        if (text === atNote && sent.length === 0) {
          sent.push(story.engine.signal('w', 'poke', `while ${text}`));
          sent.push(story.engine.update('w', 'rename', { args: [`while ${text}`] }));
        }
        return activities.note(text);
      },
    },
  });
  await story.engine.start('wanderer', { workflowId: 'w', args: [1, []] });
  await story.engine.runUntilIdle();
  return { ...story, journal, sent, [Symbol.asyncDispose]: () => story.engine[Symbol.asyncDispose]() };
}

test('messages that come in while a run continues as new are not lost: the task is redone with them', async () => {
  await using story = await interrupted('leaving 1');
  expect(await Promise.all(story.sent)).toEqual([undefined, '1']);
  expect(story.engine.result('w')).toEqual(['1 signal while leaving 1', '1 update while leaving 1']);
  expect(story.journal.filter((note) => note === 'leaving 1')).toHaveLength(2); // as on a server: the marker was never written
  const [first] = story.engine.histories('w');
  expect(first?.events?.filter((event) => event.workflowTaskFailedEventAttributes)).toHaveLength(1);
  expect(
    await replayAll(
      bundle,
      story.engine.histories('w').map((history) => ({ workflowId: 'w', history })),
    ),
  ).toBe(3);
});

test('messages that come in while a workflow ends are not lost either', async () => {
  await using story = await interrupted('leaving 3');
  expect(await Promise.all(story.sent)).toEqual([undefined, '3']);
  expect(story.engine.result('w')).toEqual(['3 signal while leaving 3', '3 update while leaving 3']);
});

test('messages wait until the local activities of a task are done', async () => {
  await using story = await interrupted('visit 1');
  expect(story.engine.result('w')).toEqual(['1 signal while visit 1', '1 update while visit 1']);
  expect(story.journal.filter((note) => note === 'visit 1')).toHaveLength(1);
});

test('a task that a local activity holds lets messages in with a heartbeat, after eight seconds', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('held', { workflowId: 'h' });
  engine.at(newYear + 3_000, () => engine.update('h', 'rename', { args: ['first'] }));
  engine.at(newYear + 20_000, () => engine.update('h', 'rename', { args: ['second'] }));
  await engine.runUntilIdle();
  const outcome = 'ActivityFailure() < TimeoutFailure(SCHEDULE_TO_CLOSE)';
  expect(engine.result('h')).toEqual(['first after 8 s', 'second after 20 s', outcome]);
  expect(story.journal).toEqual([...[1, 2, 3, 4, 5].map((attempt) => `alwaysFail #${attempt}`), 'done']);
  expect(await replayAll(bundle, [{ workflowId: 'h', history: engine.histories('h')[0] ?? {} }])).toBe(1);
});

test('an activity may wait for the answer of another workflow', async () => {
  const activities = createActivities([]);
  await using story = await setUp({
    activities: { ...activities, note: async (text: string) => story.engine.update<string>('l', 'rename', { args: [text] }) },
  });
  const { engine } = story;
  await engine.start('listener', { workflowId: 'l', args: [1] });
  await engine.start('wanderer', { workflowId: 'w', args: [3, []] });
  await engine.runFor(0);
  expect(engine.status('w')).toBe('running'); // the second note finds the listener gone, and is tried again
  expect(engine.result('l')).toEqual(['update visit 3']);
});

test('the hook may wait for the answer of an update', async () => {
  const answers: unknown[] = [];
  await using story = await setUp({
    onTick: async () => {
      if (answers.length > 0) return false;
      answers.push(await story.engine.update('l', 'rename', { args: ['by the relay'] }));
      return true;
    },
  });
  await story.engine.start('listener', { workflowId: 'l', args: [1] });
  await story.engine.runFor(hour);
  expect(answers).toEqual(['renamed to by the relay']);
});

test('a world event that waits for a late answer does not stop time, and continues when the answer is there', async () => {
  await using story = await listening();
  const { engine } = story;
  const told: string[] = [];
  const tell = (what: unknown) => told.push(`${(engine.now - newYear) / hour} h: ${String(what)}`);
  engine.at(newYear + hour, async () => {
    tell(await engine.update('l', 'rename', { args: ['slow'] }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    tell(await engine.update('l', 'rename', { args: ['quick'] }));
  });
  engine.at(newYear + 1.5 * hour, () => tell('meanwhile'));
  engine.at(newYear + 2 * hour + 1, () => tell('afterwards'));
  await engine.runFor(3 * hour);
  expect(told).toEqual([
    '1.5 h: meanwhile',
    '2 h: renamed to slow',
    '2 h: renamed to quick',
    expect.stringMatching(/afterwards/),
  ]);
});
