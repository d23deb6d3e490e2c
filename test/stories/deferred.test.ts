import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { Person } from '../support/person.ts';
import { writesBack } from '../support/mail-to-us.ts';
import { beginStory } from '../support/story.ts';

async function beginsTwice() {
  const story = await beginStory();
  const ann = await story.lead({ persona: 'user' });
  const marketer = story.as('marketer');
  const launch = { name: 'Autumn', program: 'newcomers', audience: { leadIds: [ann.id] } };
  return { story, ann, marketer, ...(await marketer.campaigns.launch(launch)) };
}
const campaignsOf = async ({ story, ann }: Awaited<ReturnType<typeof beginsTwice>>) =>
  (await story.as('marketer').leads.story({ leadId: ann.id })).flatMap(
    ({ text }) => /^(not )?enrolled in "[^"]+"/.exec(text)?.[0] ?? [],
  );

test('a lead of another campaign enters the second one when the first one has ended', async () => {
  const began = await beginsTwice();
  await using story = began.story;
  const { ann, marketer, campaignId } = began;
  expect(began).toMatchObject({
    enrolled: 0,
    notEnrolled: [{ code: 'inProgram', text: expect.stringContaining('waits for its end') }],
  });
  expect(await marketer.campaigns.waiting({ campaignId })).toMatchObject({
    items: [{ leadId: ann.id, campaign: 'Autumn', next: expect.stringMatching(/^enters when ".+" ends$/) }],
  });
  await story.runFor('90 days');
  expect(await ann.stage()).toBe('archived');
  await story.runFor('1 day');
  expect(await marketer.campaigns.waiting()).toEqual({ items: [] });
  expect((await campaignsOf(began)).slice(1)).toEqual(['not enrolled in "Autumn"', 'enrolled in "Autumn"']);
  expect(await ann.stage()).toBe('inquiry');
});

test('the wait can be cancelled, once', async () => {
  const began = await beginsTwice();
  await using story = began.story;
  const { ann, marketer, campaignId } = began;
  expect(await marketer.campaigns.stopWaiting({ campaignId, leadId: ann.id })).toMatchObject({ undo: 'campaigns.add' });
  await expect(marketer.campaigns.stopWaiting({ campaignId, leadId: ann.id })).rejects.toMatchObject({
    data: { code: 'notWaiting' },
  });
  await story.runFor('91 days');
  expect(await ann.stage()).toBe('archived');
  expect((await marketer.leads.story({ leadId: ann.id })).map(({ text }) => text)).toContainEqual(
    expect.stringContaining('waits no longer for the campaign "Autumn"'),
  );
});

test('a lead that may no longer enter is refused, and stops waiting', async () => {
  const began = await beginsTwice();
  await using story = began.story;
  const { ann, marketer } = began;
  await marketer.contact.close({ leadId: ann.id, channel: 'all', reason: 'unsubscribed' });
  await story.runFor('2 days');
  expect(await ann.stage()).toBe('archived');
  await story.runFor('1 day');
  expect(await marketer.campaigns.waiting()).toEqual({ items: [] });
  expect((await campaignsOf(began)).slice(1)).toEqual(['not enrolled in "Autumn"', 'not enrolled in "Autumn"']);
});

test('a lead of a campaign that is stopped enters the one that it waits for', async () => {
  await using story = await beginStory();
  const ann = await Person.capture(story, { email: 'ann@pier1.example' });
  const { campaigns, leads } = story.as('marketer');
  const audience = { leadIds: [ann.id] };
  const winter = await campaigns.launch({ name: 'Winter', program: 'newcomers', audience });
  await story.runFor('1 hour');
  await campaigns.launch({ name: 'Spring', program: 'newcomers', audience });
  await campaigns.stop({ campaignId: winter.campaignId, because: 'It is spring.' });
  await story.runFor('2 days');
  expect(await campaigns.waiting()).toEqual({ items: [] });
  expect((await leads.get({ leadId: ann.id })).program).toMatchObject({ campaign: 'Spring' });
});

test('a campaign can start while all its leads wait for the end of another one', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const { campaigns } = story.as('marketer');
  const { campaignId } = await campaigns.draft({ name: 'Autumn', program: 'newcomers', audience: { leadIds: [ann.id] } });
  expect(await campaigns.preview({ campaignId, days: 0 })).toMatchObject({
    leads: 0,
    waiting: 1,
    next: 'It starts when you say so; expect 0 leads. 1 lead waits for the end of another campaign, and may enter then.',
  });
  expect(await campaigns.start({ campaignId, expect: 0 })).toMatchObject({
    enrolled: 0,
    waiting: 1,
    next: 'Started for 0 leads. 1 lead waits for the end of another campaign, and may enter then.',
  });
  const earlier = (await campaigns.list()).items.find(({ name }) => name !== 'Autumn')!;
  await campaigns.stop({ campaignId: earlier.id, because: 'the product is gone' });
  await story.runFor('2 days');
  expect(await campaigns.get({ campaignId })).toMatchObject({ progress: { in: 1, out: 0 } });
});

test('a campaign that nobody would enter, now or later, does not start', async () => {
  await using story = await beginStory();
  const ann = await Person.capture(story, { email: 'ann@pier7.example', basis: 'none' });
  const { campaigns } = story.as('marketer');
  const { campaignId } = await campaigns.draft({ name: 'Autumn', program: 'newcomers', audience: { leadIds: [ann.id] } });
  await expect(campaigns.start({ campaignId, expect: 0 })).rejects.toMatchObject({ data: { code: 'nobodyEnters' } });
  expect(await campaigns.get({ campaignId })).toMatchObject({ state: 'draft' });
});

test('a preview says of how many leads a person must answer the reply before they get emails', async () => {
  await using story = await beginStory();
  const [ann, bob] = [await story.lead(), await Person.capture(story, { email: 'bob@pier8.example' })];
  await story.runFor('1 day');
  await writesBack(story, ann, 'What does it cost for 12 docks?');
  const { campaigns } = story.as('marketer');
  const { campaignId } = await campaigns.draft({ name: 'News', email: 'news', audience: { leadIds: [ann.id, bob.id] } });
  expect(await campaigns.preview({ campaignId })).toMatchObject({
    leads: 2,
    unanswered: 1,
    next: 'It starts when you say so; expect 2 leads. 1 lead of them will get no email before a person has answered.',
  });
});

test('a lead that is added to a scheduled campaign, or waits for it, gets its first email from the date on', async () => {
  await using story = await beginStory();
  const persons = await Promise.all(
    ['ann', 'bob', 'cleo'].map((name) => Person.capture(story, { email: `${name}@${name}.example` })),
  );
  const [ann, bob, cleo] = persons.map(({ id }) => ({ leadIds: [id] }));
  const { campaigns, leads } = story.as('marketer');
  const winter = await campaigns.launch({ name: 'Winter', program: 'newcomers', audience: ann! });
  const audience = { leadIds: [ann!.leadIds[0]!, bob!.leadIds[0]!] };
  const { campaignId } = await campaigns.draft({ name: 'Summer', program: 'newcomers', audience });
  await campaigns.start({ campaignId, expect: 1, at: story.now + 30 * DAY });
  await campaigns.add({ campaignId, audience: cleo! });
  const dan = await leads.add({ lead: { email: 'dan@dan.example' }, source: 'fair', consentBasis: 'optIn', into: campaignId });
  const engagement = { id: randomUUID(), kind: 'demoRequested' } as const;
  const eve = await leads.add({
    lead: { email: 'eve@eve.example' },
    source: 'fair',
    consentBasis: 'optIn',
    engagement,
    into: campaignId,
  });
  await campaigns.stop({ campaignId: winter.campaignId, because: 'the product is gone' });
  await story.runFor('1 day');
  expect((await leads.get({ leadId: eve.leadId })).stage.name).toBe('mql');
  await story.runFor('28 days');
  expect((await Promise.all(persons.map((lead) => lead.got()))).flat()).toEqual([]);
  for (const { id: leadId } of [...persons, { id: dan.leadId }])
    expect((await leads.get({ leadId })).program).toMatchObject({ campaign: 'Summer' });
  await story.runFor('5 days');
  expect(await Promise.all(persons.map((lead) => lead.got()))).toEqual([['guide'], ['guide'], ['guide']]);
});
