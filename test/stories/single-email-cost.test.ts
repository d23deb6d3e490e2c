import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';

const person = async (story: Story, name: string, source: string) =>
  await Person.capture(story, { email: `${name}@pier7.example`, source });

/** What each row of the report says. */
async function money(story: Story, asked: Parameters<ReturnType<Story['as']>['reports']['money']>[0] = {}) {
  const { rows } = await story.as('marketer').reports.money({ ...asked, anew: true });
  return rows.map(({ label, leads, cost }) => [label, leads, cost]);
}

/** The addresses of the leads behind a number, without the domain. */
const behind = async (story: Story, key: string | undefined) =>
  (await story.as('marketer').reports.people({ of: key! })).items.map(({ email }) => email.split('@')[0]!).toSorted();

test('what a single email cost is shared by those who get it, also if they are in a program that cost something', async () => {
  await using story = await beginStory();
  const [ann, bob] = [await person(story, 'ann', 'fair'), await person(story, 'bob', 'fair')];
  await person(story, 'cleo', 'web');
  await Person.capture(story, { email: 'eve@pier7.example', source: 'web', basis: 'none' });
  const { campaigns, reports } = story.as('marketer');
  const audience = { leadIds: [ann.id, bob.id] };
  await campaigns.launch({ name: 'Spring', program: 'newcomers', audience, cost: 200 });
  const { campaignId } = await campaigns.launch({ name: 'March news', email: 'news', everybody: true, cost: 90 });
  await story.runFor('4 days');
  expect(await ann.got()).toEqual(expect.arrayContaining(['news', 'guide']));

  expect(await campaigns.results({ campaignId })).toMatchObject({ cost: 90, progress: { through: 3, out: 1 } });
  expect(await money(story)).toEqual(expect.arrayContaining([['Spring', 2, 200], ['March news', 3, 90]])); // prettier-ignore
  expect(await money(story, { campaignId })).toEqual([['March news', 3, 90]]);
  expect(await money(story, { by: 'source' })).toEqual([['fair', 2, 260], ['web', 2, 30]]); // prettier-ignore
  expect(await money(story, { by: 'source', campaignId })).toEqual([['fair', 2, 60], ['web', 1, 30]]); // prettier-ignore
  expect(await money(story, { by: 'program' })).toEqual(expect.arrayContaining([['newcomers', 2, 200], ['none', 3, 90]])); // prettier-ignore
  expect(await money(story, { by: 'month' })).toEqual([['2026-03', 4, 290]]);
  expect((await reports.sources({})).rows.map(({ source, cost }) => [source, cost])).toEqual(
    expect.arrayContaining([['fair', 260], ['web', 30]]), // prettier-ignore
  );
  const [news] = (await reports.money({ campaignId })).rows;
  expect(await behind(story, news!.people.leads)).toEqual(['ann', 'bob', 'cleo']);
});

test('a single email costs what it costs from its start on: in the month in which it began, whenever each lead gets it', async () => {
  await using story = await beginStory();
  const [ann, bob] = [await person(story, 'ann', 'fair'), await person(story, 'bob', 'web')];
  const { campaigns } = story.as('marketer');
  const { campaignId } = await campaigns.draft({ name: 'March news', email: 'news', everybody: true, cost: 90 });
  const startsAt = story.now + DAY;
  await campaigns.start({ campaignId, expect: 2, at: startsAt });
  await campaigns.pause({ campaignId, leadId: bob.id, because: 'is in a negotiation' });
  expect(await money(story)).toEqual([]);

  await story.runFor('3 days');
  expect([await ann.got(), await bob.got()]).toEqual([['news'], []]);
  expect(await money(story)).toEqual([['March news', 2, 90]]);
  expect(await money(story, { from: startsAt + HOUR })).toEqual([]);
  await story.runFor('40 days');
  await campaigns.resume({ campaignId, leadId: bob.id });
  await story.runFor('1 day');
  expect(await bob.got()).toEqual(['news']);
  expect(await money(story, { from: startsAt + HOUR })).toEqual([]);
  expect(await money(story, { by: 'month' })).toEqual([['2026-03', 2, 90]]);

  await campaigns.update({ campaignId, cost: 60 });
  expect(await money(story)).toEqual([['March news', 2, 60]]);
});

test('a lead who does not get the single email after all leaves its share to the others', async () => {
  await using story = await beginStory();
  const ann = await person(story, 'ann', 'fair');
  const bob = await person(story, 'bob', 'web');
  const { campaigns, contact } = story.as('marketer');
  const { campaignId } = await campaigns.draft({ name: 'March news', email: 'news', everybody: true, cost: 90 });
  await campaigns.start({ campaignId, expect: 2 });
  expect(await money(story, { by: 'source', to: story.now + DAY })).toEqual([['fair', 1, 45], ['web', 1, 45]]); // prettier-ignore
  await contact.close({ leadId: bob.id, channel: 'email', reason: 'doNotContact' });
  await story.runFor('2 days');
  expect([await ann.got(), await bob.got()]).toEqual([['news'], []]);
  expect(await money(story, { by: 'source' })).toEqual([['fair', 1, 90], ['web', 1, 0]]); // prettier-ignore
});
