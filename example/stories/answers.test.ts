import { beginStory, type Person, type Story } from 'trellis/testing';
import { expect, test } from 'vitest';

/** A user who was silent, and is asked why. */
async function asked(story: Story): Promise<Person> {
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await ann.gets('is-this-still-useful');
  return ann;
}

async function sinceAsked(ann: Person): Promise<string[]> {
  const diary = await ann.diary();
  return diary.slice(diary.findIndex((line) => line.includes('is-this-still-useful')));
}

test('a lead who says that it is not relevant is archived, with what it said', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await ann.answers('is-this-still-useful', 'notRelevant');
  expect(await ann.stage()).toBe('archived');
  expect(await sinceAsked(ann)).toMatchInlineSnapshot(`
    [
      " 15 mailed is-this-still-useful",
      " 15 stage inquiry → archived (not relevant to them)",
      " 15 ended reEngage → archived (not relevant to them)",
    ]
  `);
});

test('a lead who cares about something else gets the versions for another kind of buyer', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await ann.answers('is-this-still-useful', 'wrongTopic');
  await story.runFor('7 days');
  expect(await sinceAsked(ann)).toMatchInlineSnapshot(`
    [
      " 15 mailed is-this-still-useful",
      " 15 persona user → champion",
      " 15 entered educate",
      " 15 skipped market-guide (alreadySent)",
      " 15 skipped common-mistakes (alreadySent)",
      " 15 skipped buyers-checklist (alreadySent)",
      " 15 entered reEngage",
      " 15 skipped is-this-still-useful (alreadySent)",
      " 15 rested reEngage → connect",
      " 22 entered connect",
      " 22 mailed customer-case",
    ]
  `);
});

test('a lead who gets too many emails gets them at half the pace from then on', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await ann.answers('is-this-still-useful', 'tooOften');
  await story.runFor('40 days');
  expect(await sinceAsked(ann)).toMatchInlineSnapshot(`
    [
      " 15 mailed is-this-still-useful",
      " 15 pace (asked for fewer emails)",
      " 15 entered connect",
      " 19 mailed customer-case",
      " 27 mailed how-to",
      " 35 mailed follow-us",
      " 45 entered reEngage",
      " 45 skipped is-this-still-useful (alreadySent)",
      " 45 rested reEngage → connect",
      " 52 entered connect",
      " 54 mailed carrier-view",
    ]
  `);
});

test('a lead who names a date rests until then', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await ann.answers('is-this-still-useful', 'later', { until: '2026-06-01' });
  await story.runFor('80 days');
  expect(await sinceAsked(ann)).toMatchInlineSnapshot(`
    [
      " 15 mailed is-this-still-useful",
      " 15 rested reEngage → connect",
      " 82 entered connect",
      " 82 mailed customer-case",
      " 89 mailed how-to",
      " 92 mailed follow-us",
    ]
  `);
});

test('a lead who says later and names no date rests for two months', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await ann.answers('is-this-still-useful', 'later');
  await story.runFor('62 days');
  expect(await sinceAsked(ann)).toMatchInlineSnapshot(`
    [
      " 15 mailed is-this-still-useful",
      " 15 rested reEngage → connect",
      " 75 entered connect",
      " 76 mailed customer-case",
    ]
  `);
});

test('a lead who bought elsewhere is offered a trial when that contract ends', async () => {
  await using story = await beginStory();
  const ann = await asked(story);
  await ann.answers('is-this-still-useful', 'boughtElsewhere', { until: '2026-09-01' });
  await ann.gets('free-trial');
  expect(await sinceAsked(ann)).toMatchInlineSnapshot(`
    [
      " 15 mailed is-this-still-useful",
      " 15 rested reEngage → offer",
      "174 entered offer",
      "174 mailed free-trial",
    ]
  `);
});
