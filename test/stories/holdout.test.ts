import { expect, test } from 'vitest';
import { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';

/** Leads who are in no program. */
async function people(story: Story, count: number): Promise<Person[]> {
  const those: Person[] = [];
  for (let n = 0; n < count; n++) those.push(await Person.capture(story, { email: `one${n}@pier${n}.example` }));
  return those;
}

const audienceOf = (those: readonly Person[]) => ({ leadIds: those.map(({ id }) => id) });

/** The people whom the campaign holds out, by its own list. */
async function heldOutOf(story: Story, campaignId: string, those: readonly Person[]) {
  const { items } = await story.as('marketer').campaigns.people({ campaignId, group: 'heldOut' });
  const ids = items.map(({ leadId }) => leadId);
  return { out: those.filter(({ id }) => ids.includes(id)), inIt: those.filter(({ id }) => !ids.includes(id)) };
}

test('a campaign holds leads out by lot, and shows what it changes', async () => {
  await using story = await beginStory();
  const those = await people(story, 6);
  const { campaigns, experiments } = story.as('marketer');
  const { campaignId } = await campaigns.draft({
    name: 'Spring',
    program: 'newcomers',
    audience: audienceOf(those),
    holdoutPercent: 50,
  });
  const { leads, not } = await campaigns.preview({ campaignId, days: 0 });
  expect(not).toMatchObject([{ code: 'holdout', text: expect.stringContaining('held out by lot') as string, leads: 6 - leads }]);
  expect(await experiments.holdouts()).toEqual([]);
  await campaigns.start({ campaignId, expect: leads });
  await story.runFor('2 days');

  const { out, inIt } = await heldOutOf(story, campaignId, those);
  expect(inIt).toHaveLength(leads);
  expect(inIt.every(({ mails }) => mails.length > 0)).toBe(true);
  expect(out.every(({ mails }) => mails.length === 0)).toBe(true);
  expect((await campaigns.members({ campaignId, where: { is: 'out', because: 'holdout' } })).items).toHaveLength(out.length);

  // One who was held out comes by another campaign, and asks for a demo: that is what happens without this one.
  await campaigns.launch({ name: 'Other', program: 'newcomers', audience: audienceOf(out.slice(0, 1)) });
  await story.runFor('1 hour');
  await out[0]!.does('demoRequested');
  await inIt[0]!.does('demoRequested');
  await inIt[1]!.does('demoRequested');
  await story.runFor('1 hour');
  const [spring] = await experiments.holdouts();
  expect(spring).toMatchObject({
    name: 'Spring',
    percent: 50,
    inIt: { leads, mql: 2, customer: 0 },
    heldOut: { leads: out.length, mql: 1 },
    verdict: 'notEnough',
    text: `Not enough yet: ${leads} leads in it, ${out.length} held out. 100 of each are needed before its effect can be seen.`,
  });
  expect((await campaigns.people({ campaignId, group: 'heldOut', cameTo: 'mql' })).items).toMatchObject([{ leadId: out[0]!.id }]);
  expect((await campaigns.people({ campaignId, group: 'inIt', cameTo: 'mql' })).items).toHaveLength(2);
  expect((await campaigns.results({ campaignId })).holdout).toMatchObject({ verdict: 'notEnough', inIt: { mql: 2 } });
});

test('whom somebody names is not held out, and an audience that is added is', async () => {
  await using story = await beginStory();
  const those = await people(story, 6);
  const { campaigns } = story.as('marketer');
  const order = { name: 'Spring', program: 'newcomers', audience: audienceOf(those), holdoutPercent: 50 };
  const { campaignId } = await campaigns.launch(order);
  const { out } = await heldOutOf(story, campaignId, those);
  expect(await campaigns.add({ campaignId, audience: audienceOf(out) })).toMatchObject({
    enrolled: 0,
    notEnrolled: [{ code: 'holdout', leads: out.length }],
  });
  expect(await campaigns.add({ campaignId, leadId: out[0]!.id })).toMatchObject({ enrolled: 1 });
  // It was held out nevertheless.
  expect((await heldOutOf(story, campaignId, those)).out).toHaveLength(out.length);
});

test('a single email holds leads out, too', async () => {
  await using story = await beginStory();
  const those = await people(story, 6);
  const { campaigns } = story.as('marketer');
  const { campaignId, enrolled } = await campaigns.launch({
    name: 'News',
    email: 'news',
    audience: audienceOf(those),
    holdoutPercent: 50,
  });
  await story.runFor('1 day');
  const { out, inIt } = await heldOutOf(story, campaignId, those);
  expect(inIt).toHaveLength(enrolled);
  expect(out.flatMap(({ mails }) => mails)).toEqual([]);
});
