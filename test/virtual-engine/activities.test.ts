import { Context } from '@temporalio/activity';
import { expect, test } from 'vitest';
import { createActivities } from './activities.ts';
import { hour, newYear, second, setUp } from './setup.ts';

async function performed(workflowType: string) {
  const story = await setUp();
  await story.engine.start(workflowType, { workflowId: 'w' });
  await story.engine.runUntilIdle();
  return story;
}

test('local activities take no time, run in order, and are retried with back-off in virtual time', async () => {
  await using story = await performed('localWork');
  const refused = 'ApplicationFailure(Refused)';
  const expected = ['noted a', 'noted b', 'local at last', refused, newYear + 3 * second];
  expect(story.engine.result('w')).toEqual(expected);
  expect(story.journal).toEqual(['a', 'b', 'local #1', 'local #2', 'local #3', 'refuse #1']);
});

test('local activities time out per attempt and altogether, and back off with a timer above the threshold', async () => {
  await using story = await performed('slowLocalWork');
  expect(story.engine.result('w')).toEqual([
    'ActivityFailure() < TimeoutFailure(START_TO_CLOSE)', // 2 s + 1 s + 2 s + 2 s + 2 s
    'ActivityFailure() < TimeoutFailure(SCHEDULE_TO_CLOSE)', // 5 s
    'patient at last', // 60 s + 120 s, with timers
    newYear + (9 + 5 + 180) * second,
  ]);
  const timers = story.engine.histories('w')[0]?.events?.filter((event) => event.timerStartedEventAttributes) ?? [];
  expect(timers).toHaveLength(2);
});

test('remote activities are retried by their policy: back-off, a last attempt, what is not retryable, a delay of their own', async () => {
  await using story = await performed('remoteWork');
  expect(story.engine.result('w')).toEqual([
    'remote at last', // 10 s + 20 s
    'ActivityFailure() < ApplicationFailure(Refused)',
    'ActivityFailure() < TimeoutFailure(START_TO_CLOSE)', // 10 s
    'ActivityFailure() < ApplicationFailure(Error)', // 1 + 2 + 4 + 8 + 16 s; the next would be too late
    'delayed', // 1 h
    newYear + (30 + 10 + 31) * second + hour,
  ]);
});

test('cancelling stops timers and retries, and what was never sent leaves nothing behind', async () => {
  await using story = await performed('canceller');
  expect(story.engine.result('w')).toEqual(['CancelledFailure()', 'CancelledFailure()', 'false']);
  expect(story.journal).toEqual(['alwaysFail #1', 'alwaysFail #2', 'alwaysFail #3']);
  expect(story.engine.now).toBe(newYear + 65 * second);
});

test('an activity that heeds its cancellation is cancelled by the server while it waits for a retry', async () => {
  await using story = await performed('waitingCanceller');
  expect(story.engine.result('w')).toBe('ActivityFailure() < CancelledFailure()');
});

test('an activity knows its workflow, its attempt and its time limits', async () => {
  const infos: unknown[] = [];
  const activities = {
    ...createActivities([]),
    note: async () => {
      const { workflowExecution, activityType, attempt, isLocal, startToCloseTimeoutMs } = Context.current().info;
      infos.push({ id: workflowExecution?.workflowId, activityType, attempt, isLocal, startToCloseTimeoutMs });
    },
  };
  await using story = await setUp({ activities });
  await story.engine.start('localWork', { workflowId: 'w' });
  await story.engine.runFor(0);
  expect(infos[0]).toEqual({ id: 'w', activityType: 'note', attempt: 1, isLocal: true, startToCloseTimeoutMs: 10_000 });
});

test("the worker's own interceptors wrap every activity", async () => {
  const stripped = new Error('stripped');
  await using story = await setUp({
    activityInterceptors: [
      () => ({
        inbound: {
          async execute(input, next) {
            return next(input).catch(() => Promise.reject(stripped));
          },
        },
      }),
    ],
  });
  await story.engine.start('remoteWork', { workflowId: 'w' });
  await story.engine.runFor(0);
  await story.engine.runUntilIdle();
  expect(JSON.stringify(story.engine.histories('w'))).not.toContain('refused: secret');
  expect(story.engine.result<string[]>('w')[1]).toBe('ActivityFailure() < ApplicationFailure(Error)');
});

test('only activities spend virtual time', async () => {
  await using story = await setUp();
  expect(() => story.engine.spend(1)).toThrow('NOT_IN_ACTIVITY');
});

test('an activity that does not exist is named, with those that do', async () => {
  await using story = await setUp({ activities: { note: async () => 'noted', refuse: async () => 'refused' } });
  await story.engine.start('remoteWork', { workflowId: 'w' });
  await expect(story.engine.runFor(0)).rejects.toThrow('there is no activity failTwice. There are: note, refuse');
});
