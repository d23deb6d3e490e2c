import { expect, test } from 'vitest';
import { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';

/** A lead that fits and is in no program. */
const outside = async (story: Story): Promise<Person> => await Person.capture(story);

async function enters(story: Story, { id }: Person, name = 'Story'): Promise<void> {
  await story.as('marketer').campaigns.launch({ name, program: 'newcomers', audience: { leadIds: [id] }, again: true });
  await story.settle();
  await story.runFor('1 hour');
}

async function becomesHot(ann: Person): Promise<void> {
  await ann.does('attended');
  await ann.does('attended');
  await ann.does('trialStarted');
}

async function timesReady({ db }: Story, { id }: Person): Promise<number> {
  const score = await db.selectFrom('scores').select('mqlCount').where('leadId', '=', id).executeTakeFirst();
  return score?.mqlCount ?? 0;
}

const fitOf = async (story: Story, { id }: Person) => (await story.as('marketer').leads.get({ leadId: id })).score.fit;

test('a lead who fitted and showed interest before it entered is ready for sales when it enters, once', async () => {
  await using story = await beginStory();
  const ann = await outside(story);
  expect(await fitOf(story, ann)).toBe(100);
  await becomesHot(ann);
  expect([await timesReady(story, ann), await ann.stage()]).toEqual([0, 'inquiry']);
  await enters(story, ann);
  expect([await timesReady(story, ann), await ann.stage()]).toEqual([1, 'mql']);
  await ann.does('downloaded');
  await story.as('marketer').leads.update({ leadId: ann.id, seniority: 'director' });
  await story.settle();
  expect(await timesReady(story, ann)).toBe(1);
  expect((await ann.diary()).filter((line) => line.includes('mql'))).toMatchInlineSnapshot(`
    [
      "  0 interrupted educate → qualify (mql)",
      "  0 stage inquiry → mql (mql)",
    ]
  `);
});

test('a correction of a lead in no program does not use up the moment at which it becomes ready', async () => {
  await using story = await beginStory();
  const ann = await outside(story);
  await becomesHot(ann);
  const corrected = await story.as('marketer').leads.update({ leadId: ann.id, seniority: 'executive' });
  expect(corrected.ready).toBeUndefined();
  await enters(story, ann);
  expect([await timesReady(story, ann), await ann.stage()]).toEqual([1, 'mql']);
});

test('a lead who fitted before it entered, and shows interest afterwards, is ready at that act', async () => {
  await using story = await beginStory();
  const ann = await outside(story);
  await enters(story, ann);
  expect(await timesReady(story, ann)).toBe(0);
  await becomesHot(ann);
  expect([await timesReady(story, ann), await ann.stage()]).toEqual([1, 'mql']);
});

test('interest from after the end of a program makes a lead ready in its next one', async () => {
  await using story = await beginStory();
  const ann = await outside(story);
  await enters(story, ann);
  await story.as('marketer').campaigns.stop({ campaignId: await campaignOf(story, ann), because: 'enough' });
  await story.settle();
  await story.runFor('1 day');
  await becomesHot(ann);
  expect(await timesReady(story, ann)).toBe(0);
  await enters(story, ann, 'Again');
  expect([await timesReady(story, ann), await ann.stage()]).toEqual([1, 'mql']);
});

const campaignOf = async ({ db }: Story, { id }: Person) =>
  (await db.selectFrom('enrolments').select('campaignId').where('leadId', '=', id).executeTakeFirstOrThrow()).campaignId;

test('the colleague whom a lead names fits as well as their company', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'wrongContact', { correction: { firstName: 'Bea', email: 'bea.fox@pier7.example' } });
  await story.settle();
  const { score } = await story.as('marketer').leads.get({ leadId: 'bea.fox@pier7.example' });
  expect(score.fit).toBeGreaterThan(0);
  const { items } = await story.as('marketer').leads.list({ where: `fit from ${score.fit}` });
  expect(items.map(({ email }) => email)).toContain('bea.fox@pier7.example');
});
