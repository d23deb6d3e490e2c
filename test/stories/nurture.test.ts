import { expect, test } from 'vitest';
import { beginStory } from '../support/story.ts';

test('a lead who meets the goal of an email is in the next track at once', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.clicks('guide', 'guide');
  await story.runFor('3 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed guide",
      "  1 entered connect",
      "  2 mailed customer-story",
    ]
  `);
});

test('a lead who never reacts is asked why, and archived after two rounds', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user' });
  await story.runFor('90 days');
  expect(await ann.stage()).toBe('archived');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed guide",
      "  5 mailed checklist",
      " 10 persona user → champion",
      " 10 entered educate",
      " 10 skipped guide (alreadySent)",
      " 10 skipped checklist (alreadySent)",
      " 10 entered reEngage",
      " 10 mailed question",
      " 24 rested reEngage → connect",
      " 31 entered connect",
      " 31 mailed customer-story",
      " 41 entered reEngage",
      " 41 skipped question (alreadySent)",
      " 41 stage inquiry → archived (silent for two rounds)",
      " 41 ended reEngage → archived (silent for two rounds)",
    ]
  `);
});

test('a lead who fits well and is silent gets the versions for the next kind of buyer, once', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('70 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed guide",
      " 10 mailed checklist",
      " 20 persona champion → decision-maker",
      " 20 entered educate",
      " 20 mailed guide",
      " 40 skipped checklist (alreadySent)",
      " 40 entered reEngage",
      " 40 mailed question",
      " 68 rested reEngage → connect",
    ]
  `);
  const [first, , , second] = ann.mails;
  expect(second!.subject).not.toBe(first!.subject);
});

test('a decision-maker gets the same emails at half the pace', async () => {
  await using story = await beginStory();
  const slow = await story.lead({ persona: 'decision-maker', seniority: 'staff' });
  await story.runFor('35 days');
  expect(await slow.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed guide",
      " 20 mailed checklist",
    ]
  `);
});

test('a click of a machine on a goal leads nowhere', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.isScanned('guide', 'guide');
  await story.runFor('2 days');
  expect(await ann.track()).toBe('educate');
  await ann.clicks('guide', 'guide');
  expect(await ann.track()).toBe('connect');
});

test('an open leads nowhere', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.does('opened');
  await story.runFor('2 days');
  expect(await ann.track()).toBe('educate');
});

test('a goal met after its day, while the next email is out, counts for the next email', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.gets('checklist');
  await ann.clicks('guide', 'guide');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed guide",
      " 10 mailed checklist",
      " 10 entered connect",
    ]
  `);
});
