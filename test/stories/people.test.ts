import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../domain/time/duration.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type RepName, type Story } from '../support/story.ts';

/** Somebody who asked for a demo on Tuesday at eleven, and whom an SDR is to call. */
async function called(story: Story): Promise<{ ann: Person; rep: RepName; other: RepName; taskId: string }> {
  const ann = await story.lead();
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  return { ann, rep, other: rep === 'sam' ? 'sue' : 'sam', ...(await ann.task(rep)) };
}

const reports = (story: Story, by: RepName, taskId: string) =>
  story.asRep(by).tasks.report({ id: randomUUID(), taskId, disposition: 'noAnswer' });

test('a manager gives a task to another rep, who may report at once; the first rep may not', async () => {
  await using story = await beginStory();
  const { rep, other, taskId } = await called(story);
  await story.asRep('mia').tasks.assign({ taskId, to: story.reps[other] });
  // The lead has not heard of it yet: nothing was relayed.
  await expect(reports(story, rep, taskId)).rejects.toMatchObject({
    data: { code: 'taskReassigned', value: [story.reps[other]] },
  });
  expect(await reports(story, other, taskId)).toMatchObject({
    status: 'applied',
    next: 'noAnswer',
    text: 'The call task continues. It is due on 2026-03-11 12:00 UTC.',
  });
  await story.settle();
  await expect(reports(story, rep, taskId)).rejects.toMatchObject({ data: { code: 'taskReassigned' } });
  expect(await reports(story, other, taskId)).toMatchObject({ status: 'applied' });
});

test('the workflow learns who has its task, and sends emails in their name from then on', async () => {
  await using story = await beginStory();
  const { ann, other, taskId } = await called(story);
  await story.asRep('mia').tasks.assign({ taskId, to: story.reps[other] });
  await story.settle();
  await ann.isReported(other, 'noAnswer');
  await story.runFor('1 day');
  expect(ann.mails.find(({ key }) => key.includes('/tried/'))?.from.name).toContain(other === 'sam' ? 'Sam' : 'Sue');
});

test('the clock continues when a manager gives the task to another rep', async () => {
  await using story = await beginStory();
  const { ann, rep, other, taskId } = await called(story);
  await story.engine.runFor(20 * MINUTE);
  await story.asRep('mia').tasks.assign({ taskId, to: story.reps[other] });
  await story.settle();
  await story.engine.runFor(HOUR);
  expect(await ann.ladder()).toEqual([
    `Tue 11:15 fastTrack remind ${rep}`,
    `Tue 11:30 fastTrack alertManager ${other}`,
    `Tue 12:00 fastTrack reassign ${rep}`,
  ]);
});

test('the clock of a task that no rep acted on restarts when the manager gives it to a rep', async () => {
  await using story = await beginStory();
  const { ann, taskId } = await called(story);
  await story.runFor('3 hours');
  await story.asRep('mia').tasks.assign({ taskId, to: story.reps.sam });
  await story.runFor('21 hours');
  expect((await ann.ladder()).at(-1)).toBe('Wed 10:00 firstAttempt remind sam');
  await expect(story.asRep('mia').tasks.decide({ id: randomUUID(), taskId, decision: 'keep' })).rejects.toMatchObject({
    data: { code: 'notWaitingForDecision' },
  });
});

test('a task goes only to a rep of the team, and only by its manager', async () => {
  await using story = await beginStory();
  const { taskId } = await called(story);
  const assign = (by: RepName, to: string) => story.asRep(by).tasks.assign({ taskId, to });
  await expect(assign('mia', story.reps.tom)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(assign('max', story.reps.sam)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(assign('sam', story.reps.sue)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
