import { WorkflowFailedError, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { expect, test } from 'vitest';
import { day, hour, newYear, setUp } from './setup.ts';

const stage = defineSearchAttributeKey('Stage', 'KEYWORD');
const since = defineSearchAttributeKey('Since', 'DATETIME');

test('a workflow id runs once at a time', async () => {
  await using story = await setUp();
  const { engine } = story;
  const first = await engine.start('sleeper', { workflowId: 's', args: [['1 day']] });
  await expect(engine.start('sleeper', { workflowId: 's' })).rejects.toBeInstanceOf(WorkflowExecutionAlreadyStartedError);
  expect(await engine.start('sleeper', { workflowId: 's', workflowIdConflictPolicy: 'USE_EXISTING' })).toEqual(first);
  await engine.runUntilIdle();
  await expect(engine.start('sleeper', { workflowId: 's', workflowIdReusePolicy: 'REJECT_DUPLICATE' })).rejects.toBeInstanceOf(
    WorkflowExecutionAlreadyStartedError,
  );
  const second = await engine.start('sleeper', { workflowId: 's', args: [['1 day']] });
  expect(second.firstExecutionRunId).not.toBe(first.firstExecutionRunId);
  expect(engine.list()).toHaveLength(1);
});

test('a delayed start keeps its messages for the first task', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('listener', { workflowId: 'l', args: [1], startDelay: day });
  await engine.signal('l', 'poke', 'early');
  await engine.runFor(day - 1);
  expect(engine.status('l')).toBe('running');
  await engine.runFor(1);
  expect(engine.result('l')).toEqual(['signal early']);
});

test('search attributes and memo are given, changed, and handed on over a continue-as-new', async () => {
  await using story = await setUp();
  const { engine } = story;
  const searchAttributes = [
    { key: stage, value: 'inquiry' },
    { key: since, value: new Date(newYear) },
  ];
  await engine.start('attributed', { workflowId: 'a', args: [true], searchAttributes, memo: { program: 'b2b' } });
  expect(engine.searchAttributes('a')).toEqual({ Stage: 'inquiry', Since: new Date(newYear) });
  await engine.runFor(hour);
  expect(engine.searchAttributes('a')).toEqual({ Stage: 'MQL', Since: new Date(newYear) });
  await engine.runUntilIdle();
  expect(engine.result('a')).toEqual({ before: 'MQL', memo: { program: 'b2b' } });
  expect(engine.list()[0]).toMatchObject({ workflowId: 'a', runs: 2, status: 'completed', searchAttributes: { Stage: 'MQL' } });
});

test('search attributes may be given with or without types', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('sleeper', { workflowId: 's', args: [['1 day']], searchAttributes: { Stage: ['MQL'], Tags: ['a', 'b'] } });
  expect(engine.searchAttributes('s')).toEqual({ Stage: 'MQL', Tags: ['a', 'b'] });
});

test('a workflow that fails on purpose has failed, and says why', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('failing', { workflowId: 'f', args: ['failure'] });
  expect(() => engine.result('f')).toThrow('STILL_RUNNING');
  await engine.runUntilIdle();
  expect(engine.status('f')).toBe('failed');
  expect(() => engine.result('f')).toThrow(WorkflowFailedError);
  expect(() => engine.result('f')).toThrow(expect.objectContaining({ cause: expect.objectContaining({ type: 'Refused' }) }));
});

test('a workflow can be asked to cancel itself, or be terminated', async () => {
  await using story = await setUp();
  const { engine } = story;
  for (const workflowId of ['asked', 'ended']) await engine.start('sleeper', { workflowId, args: [['30 days']] });
  await engine.runFor(day);
  await engine.cancel('asked');
  await engine.terminate('ended', 'by hand');
  await engine.runUntilIdle();
  expect(engine.list().map(({ status }) => status)).toEqual(['cancelled', 'terminated']);
  expect(engine.now).toBe(newYear + day);
});

test('an update that a run leaves unanswered fails with the run', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('hasty', { workflowId: 'h' });
  await engine.runFor(0);
  const answer = engine.update('h', 'rename', { args: ['x'] });
  await engine.signal('h', 'poke', 'end');
  await engine.runFor(0);
  expect(engine.status('h')).toBe('completed');
  await expect(answer).rejects.toMatchObject({ cause: { type: 'AcceptedUpdateCompletedWorkflow' } });
});
