import { expect, test } from 'vitest';
import { Person } from '../support/person.ts';
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
