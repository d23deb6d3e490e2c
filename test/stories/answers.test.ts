import { expect, test } from 'vitest';
import { beginStory, type Story } from '../support/story.ts';
import { writesBack } from '../support/mail-to-us.ts';
import type { Person } from '../support/person.ts';

/** A user who was silent, and is asked why. */
async function asked(story: Story): Promise<Person> {
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await ann.gets('question');
  return ann;
}

async function sinceAsked(ann: Person): Promise<string[]> {
  const diary = await ann.diary();
  return diary.slice(diary.findIndex((line) => line.includes('question')));
}

test('a lead who finds it not relevant is archived, with its answer', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await ann.answers('question', 'notRelevant');
  expect(await ann.stage()).toBe('archived');
  expect(await sinceAsked(ann)).toMatchInlineSnapshot(`
    [
      " 10 mailed question",
      " 10 stage inquiry → archived (not relevant to them)",
      " 10 ended reEngage → archived (not relevant to them)",
    ]
  `);
});

test('a lead who cares about something else gets the versions for another kind of buyer', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await ann.answers('question', 'wrongTopic');
  await story.runFor('7 days');
  expect(await sinceAsked(ann)).toMatchInlineSnapshot(`
    [
      " 10 mailed question",
      " 10 persona user → champion",
      " 10 entered educate",
      " 10 skipped guide (alreadySent)",
      " 10 skipped checklist (alreadySent)",
      " 10 entered reEngage",
      " 10 skipped question (alreadySent)",
      " 10 rested reEngage → connect",
      " 17 entered connect",
      " 17 mailed customer-story",
    ]
  `);
});

test('a lead who gets too many emails gets them at half the pace', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await ann.answers('question', 'tooOften');
  await story.runFor('20 days');
  expect(await sinceAsked(ann)).toMatchInlineSnapshot(`
    [
      " 10 mailed question",
      " 10 pace (asked for fewer emails)",
      " 10 entered connect",
      " 14 mailed customer-story",
      " 20 entered reEngage",
      " 20 skipped question (alreadySent)",
      " 20 rested reEngage → connect",
      " 27 entered connect",
      " 27 mailed news",
    ]
  `);
});

test('a lead who names a date rests until then', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await ann.answers('question', 'later', { until: '2026-06-01' });
  await story.runFor('75 days');
  expect(await sinceAsked(ann)).toMatchInlineSnapshot(`
    [
      " 10 mailed question",
      " 10 rested reEngage → connect",
      " 82 entered connect",
      " 82 mailed customer-story",
    ]
  `);
});

test('a lead who says later and names no date rests for two months', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await ann.answers('question', 'later');
  await story.runFor('62 days');
  expect(await sinceAsked(ann)).toMatchInlineSnapshot(`
    [
      " 10 mailed question",
      " 10 rested reEngage → connect",
      " 70 entered connect",
      " 70 mailed customer-story",
    ]
  `);
});

test('a reply "not now" counts as an answer', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await writesBack(story, ann, 'Sorry, not now. We are rebuilding the yard.');
  await story.runFor('1 day');
  expect(await sinceAsked(ann)).toMatchInlineSnapshot(`
    [
      " 10 mailed question",
      " 10 rested reEngage → connect",
    ]
  `);
});

test('a second answer changes nothing', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await ann.answers('question', 'tooOften');
  await ann.answers('question', 'tooOften');
  expect((await ann.journal()).filter((line) => line.startsWith('pace'))).toHaveLength(1);
});

test('an answer that only a scanner opened does not count', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await ann.isScanned('question', 'notRelevant');
  await story.runFor('1 day');
  expect(await ann.track()).toBe('reEngage');
});
