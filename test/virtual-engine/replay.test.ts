import Long from 'long';
import { beforeAll, expect, test } from 'vitest';
import { ReplayFailed, historyJson, quietReplays, replayAll } from '../../testing/replay.ts';
import { bundle, day, hour, newYear, setUp } from './setup.ts';

beforeAll(quietReplays);

/** One of each, with messages on the way. */
async function everything() {
  const story = await setUp();
  const { engine } = story;
  await engine.start('sleeper', { workflowId: 'sleeper', args: [['1 day', '2 days']] });
  await engine.start('listener', { workflowId: 'listener', args: [6] });
  await engine.start('wanderer', { workflowId: 'wanderer', args: [1, []] });
  for (const type of [
    'localWork',
    'slowLocalWork',
    'remoteWork',
    'canceller',
    'waitingCanceller',
    'patchwork',
    'random',
    'lead',
    'hasty',
  ]) {
    await engine.start(type, { workflowId: type });
  }
  await engine.start('attributed', { workflowId: 'attributed', args: [true], memo: { a: 1 } });
  await engine.start('failing', { workflowId: 'failing', args: ['failure'] });
  await engine.start('sleeper', { workflowId: 'cancelled', args: [['9 days']] });
  await engine.signal('listener', 'poke', 'before the start');
  await engine.runFor(0);
  for (const name of ['a', 'slow', 'forbidden', 'broken'])
    void engine.update('listener', 'rename', { args: [name] }).catch(() => undefined);
  void engine.update('hasty', 'rename', { args: ['x'] }).catch(() => undefined);
  await engine.runFor(hour);
  await Promise.all([engine.update('listener', 'rename', { args: ['b'] }), engine.signal('listener', 'poke', 'with an update')]);
  await engine.signal('hasty', 'poke', 'end');
  engine.at(newYear + day, () => engine.signal('wanderer', 'poke', 'with a timer'));
  engine.at(newYear + day, () => engine.cancel('cancelled'));
  await engine.runUntilIdle();
  return story;
}

const historiesOf = (engine: Awaited<ReturnType<typeof setUp>>['engine']) =>
  engine.list().flatMap(({ workflowId }) => engine.histories(workflowId).map((history) => ({ workflowId, history })));

test("the SDK's replayer accepts the history of every run", async () => {
  await using story = await everything();
  const histories = historiesOf(story.engine);
  expect(histories).toHaveLength(18);
  expect(await replayAll(bundle, histories)).toBe(18);
});

test('a run that has not had its first task does not hold up a replay', async () => {
  await using story = await setUp();
  await story.engine.start('sleeper', { workflowId: 'later', args: [['1 day']], startDelay: day });
  expect(historiesOf(story.engine)).toHaveLength(1);
  expect(await replayAll(bundle, historiesOf(story.engine))).toBe(0);
});

test('histories of workflows that still run are accepted, too', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('listener', { workflowId: 'l', args: [5] });
  await engine.start('lead', { workflowId: 'lead' });
  await engine.update('l', 'rename', { args: ['a'] });
  await engine.runFor(15 * day);
  expect(await replayAll(bundle, historiesOf(engine))).toBe(2);
});

test.each([
  ['a local activity', 'localWork', 'core_local_activity'],
  ['a patch', 'patchwork', 'core_patch'],
])('a history without the marker of %s is refused', async (_, type, markerName) => {
  await using story = await setUp();
  await story.engine.start(type, { workflowId: type });
  await story.engine.runUntilIdle();
  const [history] = story.engine.histories(type);
  const events = history?.events ?? [];
  const missing = events.findIndex((event) => event.markerRecordedEventAttributes?.markerName === markerName);
  const forged = events.toSpliced(missing, 1).map((event, i) => ({ ...event, eventId: Long.fromNumber(i + 1) }));
  const error = await replayAll(bundle, [{ workflowId: type, history: { events: forged } }]).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ReplayFailed);
  expect((error as ReplayFailed).workflowId).toBe(type);
});

test('a history is written as the Temporal command line prints it', async () => {
  await using story = await setUp();
  await story.engine.start('localWork', { workflowId: 'w' });
  await story.engine.runUntilIdle();
  const [history] = story.engine.histories('w');
  const json = JSON.parse(historyJson(history ?? {})) as { events: Record<string, unknown>[] };
  expect(json.events[0]).toMatchObject({
    eventId: '1',
    eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_STARTED',
    eventTime: '2026-01-01T00:00:00Z',
  });
  expect(json.events.map(({ eventType }) => String(eventType).replace('EVENT_TYPE_', ''))).toMatchInlineSnapshot(`
    [
      "WORKFLOW_EXECUTION_STARTED",
      "WORKFLOW_TASK_SCHEDULED",
      "WORKFLOW_TASK_STARTED",
      "WORKFLOW_TASK_COMPLETED",
      "MARKER_RECORDED",
      "MARKER_RECORDED",
      "MARKER_RECORDED",
      "MARKER_RECORDED",
      "WORKFLOW_EXECUTION_COMPLETED",
    ]
  `);
  expect(await replayAll(bundle, [{ workflowId: 'w', history: json as object }])).toBe(1);
});
