import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EngineError, WorkflowTaskFailed } from '../../testing/engine.ts';
import { day, setUp } from './setup.ts';

test('a bug in a workflow stops the story at the line that has it', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('failing', { workflowId: 'f', args: ['bug'] });
  const error = await engine.runFor(2 * day).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WorkflowTaskFailed);
  const { message, stack } = error as WorkflowTaskFailed;
  expect(message).toBe('workflow f: TypeError: a bug in the workflow');
  const source = readFileSync(new URL('workflows.ts', import.meta.url), 'utf8').split('\n');
  const line = source.findIndex((text) => text.includes('a bug in the workflow')) + 1;
  expect(stack).toMatch(new RegExp(`at stumble \\(.*test/virtual-engine/workflows\\.ts:${line}:\\d+\\)`));
  await expect(engine.runFor(day)).rejects.toBe(error);
});

test('a caller who waits for an update of a workflow with a bug gets the error', async () => {
  await using story = await setUp();
  const { engine } = story;
  await engine.start('listener', { workflowId: 'l', args: [1] });
  await expect(engine.update('l', 'rename', { args: ['bug'] })).rejects.toBeInstanceOf(WorkflowTaskFailed);
});

test('a workflow type that does not exist is named', async () => {
  await using story = await setUp();
  await story.engine.start('slepper', { workflowId: 's' });
  await expect(story.engine.runFor(0)).rejects.toThrow("'slepper'");
});

test('a command that the engine does not know is named, with those it knows', async () => {
  await using story = await setUp();
  await story.engine.start('unsupported', { workflowId: 'u' });
  const error = await story.engine.runFor(0).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(EngineError);
  expect((error as EngineError).message).toMatch(/^UNKNOWN_COMMAND: workflow u issued startChildWorkflowExecution.*startTimer/);
});

test('histories are there only if they were asked for', async () => {
  await using story = await setUp({ recordHistories: false });
  const { engine } = story;
  await engine.start('sleeper', { workflowId: 's', args: [['1 day']] });
  await engine.runUntilIdle();
  expect(() => engine.histories('s')).toThrow('recordHistories');
  expect(engine.historyLengths('s')).toEqual([10]);
});

test('the log of a workflow can be read', async () => {
  const heard: string[] = [];
  await using story = await setUp({ onLog: ({ level, message, workflowId }) => heard.push(`${workflowId} ${level} ${message}`) });
  await story.engine.start('logging', { workflowId: 'l' });
  await story.engine.runFor(0);
  expect(heard).toContain('l warn nothing to do');
});
