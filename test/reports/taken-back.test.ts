import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { beginStory, type Story } from '../support/story.ts';

/** How many leads reached each stage, in the funnel of all leads and in that of the campaign. */
async function reached(story: Story): Promise<number[][]> {
  const { reports } = story.as('manager');
  const funnels = [await reports.funnel({ anew: true }), await reports.funnel({ by: 'campaign', anew: true })];
  return funnels.map(({ groups }) => groups[0]!.stages.map((stage) => stage.reached));
}

const behind = async (story: Story, of: string): Promise<string[]> =>
  (await story.as('manager').reports.people({ of })).items.map(({ email }) => email);

test('what a rep reported by mistake is in no number once it is taken back', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  const { taskId } = await ann.task(rep);
  await story.runFor('2 minutes');
  await ann.isReported(rep, 'accepted');
  expect(await reached(story)).toEqual([[1, 1, 1, 0, 0], [1, 1, 1, 0, 0]]); // prettier-ignore
  await story.runFor('2 minutes');
  await story.asRep(rep).tasks.undo({ taskId });
  await story.runFor('2 minutes');

  expect(await reached(story)).toEqual([[1, 1, 0, 0, 0], [1, 1, 0, 0, 0]]); // prettier-ignore
  const { reports } = story.as('manager');
  const { handOvers } = await reports.agreement({ anew: true });
  expect(handOvers).toMatchObject({ handed: 1, accepted: 0, open: 1 });
  expect(await behind(story, handOvers.people.accepted)).toEqual([]);
  expect((await reports.review({ anew: true })).passed).toMatchObject({ all: 1, accepted: 0, open: 1 });
  expect((await reports.touches({ stage: 'sal', anew: true })).leads).toBe(0);

  await ann.isReported(rep, 'accepted');
  await story.runFor('2 minutes');
  await ann.isReported(rep, 'opportunity', { amount: 30_000, closeAt: story.now + 40 * DAY, nextStep: 'Call the buyer' });
  const { taskId: deal } = await ann.task(rep);
  await story.runFor('2 minutes');
  await ann.isReported(rep, 'won', { learned: 'The case' });
  expect((await reached(story))[0]).toEqual([1, 1, 1, 1, 1]);
  await story.runFor('2 minutes');
  await story.asRep(rep).tasks.undo({ taskId: deal });
  await story.runFor('2 minutes');

  expect((await reached(story))[0]).toEqual([1, 1, 1, 1, 0]);
  expect((await reports.sources({ anew: true })).rows).toMatchObject([{ customer: 0, revenue: 0 }]);
  expect(await reports.backtest({ anew: true })).toMatchObject({ won: 0 });
});
