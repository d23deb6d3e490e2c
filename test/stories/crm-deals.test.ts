import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { app } from '../support/app.ts';
import { guide } from '../support/guide.ts';
import { beginStory, type Story } from '../support/story.ts';

const opensDeal = (story: Story, leadId: string, externalId: string) =>
  story.as('marketer').deals.open({ leadId, externalId, amount: 40_000, closeAt: story.now + 60 * DAY, owner: 'Tom Field' });

/** What the deals are now, by their ids in the CRM. */
async function known(story: Story) {
  const { items: deals } = await story.as('marketer').deals.list();
  return Object.fromEntries(deals.map(({ externalId, text }) => [externalId ?? 'reported', text]));
}

const deal = { amount: 48_000, nextStep: 'a demo' };

test('a deal from the CRM becomes the one that the salesperson reports, and keeps its stage', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const closeAt = story.now + 60 * DAY;
  const { dealId } = await story
    .as('marketer')
    .deals.open({ leadId: ann.email, externalId: '006-1', amount: 40_000, stage: 'proposal', closeAt, owner: 'Tom Field' });
  await ann.does('demoRequested');
  expect(await ann.holder()).toBe('tom');
  await ann.isReported('tom', 'qualified', { guide, meetingAt: story.now + 2 * DAY });
  await ann.isReported('tom', 'accepted');
  await ann.isReported('tom', 'opportunity', { ...deal, closeAt });
  const { items: deals } = await story.as('marketer').deals.list({ leadId: ann.email });
  expect(deals).toMatchObject([
    { dealId, externalId: '006-1', amount: 48_000, stage: { name: 'proposal' }, taskId: expect.any(String) },
  ]);
});

test('a stage from the CRM counts as progress: the clock of the deal restarts', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await ann.isReported((await ann.holder())!, 'qualified', { guide, meetingAt: story.now + 2 * DAY });
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'accepted');
  await ann.isReported(rep, 'opportunity', { ...deal, closeAt: story.now + 60 * DAY });
  const { taskId } = await ann.task(rep);
  const due = async () => (await story.asRep(rep).tasks.get({ taskId })).clock?.dueAt;
  const before = await due();
  await story.runFor('10 days');
  const { items: deals } = await story.as('marketer').deals.list({ leadId: ann.email });
  await story.as('marketer').deals.update({ dealId: deals[0]!.dealId, amount: 50_000 });
  expect(await due()).toBe(before);
  await story.as('marketer').deals.update({ dealId: deals[0]!.dealId, stage: 'negotiation' });
  const after = await due();
  expect(Date.parse(after!) - Date.parse(before!)).toBeGreaterThan(9 * DAY);
  await story.runFor('22 days');
  expect(await ann.stage()).toBe('opportunity');
  expect((await story.asRep(rep).tasks.get({ taskId })).clock?.reached).toMatchObject([
    { rung: 'remind', at: '2026-04-10T09:00:00.001Z' },
  ]);
});

test('a deal from the CRM stays open when the lead goes back to nurture, whether nobody reached it or the salesperson rejected it', async () => {
  await using story = await beginStory({ policy: { ...app.policy, cadence: { ...app.policy.cadence, most: 1 } } });
  const [ann, bob] = [await story.lead(), await story.lead()];
  await ann.does('demoRequested');
  await opensDeal(story, ann.email, '006-1');
  await ann.isReported((await ann.holder())!, 'noAnswer');
  await bob.does('demoRequested');
  await bob.isReported((await bob.holder())!, 'qualified', { guide, meetingAt: story.now + 2 * DAY });
  await opensDeal(story, bob.email, '006-2');
  await bob.isReported((await bob.holder())!, 'rejected', { recycleReason: 'timing' }, 'alreadyInTouch');
  expect([await ann.stage(), await bob.stage()]).toEqual(['recycled', 'recycled']);
  expect(await known(story)).toEqual({ '006-1': '40,000 EUR, Discovery', '006-2': '40,000 EUR, Discovery' });
});

test('a salesperson who loses the deal of a task leaves another deal of the lead open', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await ann.isReported((await ann.holder())!, 'qualified', { guide, meetingAt: story.now + 2 * DAY });
  const seller = (await ann.holder())!;
  await ann.isReported(seller, 'accepted');
  await ann.isReported(seller, 'opportunity', { ...deal, closeAt: story.now + 60 * DAY });
  await opensDeal(story, ann.email, '006-1');
  await ann.isReported(seller, 'lost', {}, 'price');
  expect(await known(story)).toEqual({ reported: '48,000 EUR, lost', '006-1': '40,000 EUR, Discovery' });
});
