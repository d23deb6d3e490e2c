import { expect, test } from 'vitest';
import { beginStory } from '../support/story.ts';

test('a lead who downloads the first guide is told about customers next', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.clicks('market-guide', 'guide');
  await story.runFor('3 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed market-guide",
      "  1 entered connect",
      "  2 mailed customer-case",
    ]
  `);
});

test('a lead who never reacts is asked twice and archived after a goodbye', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user' });
  await story.runFor('90 days');
  expect(await ann.stage()).toBe('archived');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed market-guide",
      "  5 mailed common-mistakes",
      " 10 mailed buyers-checklist",
      " 15 persona user → champion",
      " 15 entered educate",
      " 15 skipped market-guide (alreadySent)",
      " 15 skipped common-mistakes (alreadySent)",
      " 15 skipped buyers-checklist (alreadySent)",
      " 15 entered reEngage",
      " 15 mailed is-this-still-useful",
      " 29 rested reEngage → connect",
      " 29 entered connect",
      " 36 mailed customer-case",
      " 47 mailed how-to",
      " 56 mailed follow-us",
      " 66 entered reEngage",
      " 66 skipped is-this-still-useful (alreadySent)",
      " 66 entered goodbye",
      " 66 mailed carrier-view",
      " 73 mailed goodbye",
      " 76 stage inquiry → archived (silent for two rounds and a goodbye)",
      " 76 ended goodbye → archived (silent for two rounds and a goodbye)",
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
      "  0 mailed market-guide",
      " 10 mailed common-mistakes",
      " 20 mailed buyers-checklist",
      " 30 persona champion → decision-maker",
      " 30 entered educate",
      " 30 mailed market-guide",
      " 50 skipped common-mistakes (alreadySent)",
      " 50 skipped buyers-checklist (alreadySent)",
      " 50 entered reEngage",
      " 50 mailed is-this-still-useful",
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
      "  0 mailed market-guide",
      " 20 mailed common-mistakes",
    ]
  `);
});

test('a click of a machine on a goal leads nowhere', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.isScanned('market-guide', 'guide');
  await story.runFor('2 days');
  expect(await ann.track()).toBe('educate');
  await ann.clicks('market-guide', 'guide');
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
  await ann.gets('common-mistakes');
  await ann.clicks('market-guide', 'guide');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed market-guide",
      " 10 mailed common-mistakes",
      " 10 entered connect",
    ]
  `);
});
