import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { guide } from '../support/guide.ts';
import { beginStory } from '../support/story.ts';

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
