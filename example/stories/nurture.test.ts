import { beginStory } from 'trellis/testing';
import { expect, test } from 'vitest';

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

test('a lead who fits less and never reacts is asked twice and archived after a goodbye', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await story.runFor('90 days');
  expect(await ann.stage()).toBe('archived');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed market-guide",
      "  5 mailed common-mistakes",
      " 10 mailed buyers-checklist",
      " 15 entered reEngage",
      " 15 mailed is-this-still-useful",
      " 22 rested reEngage → connect",
      " 29 entered connect",
      " 29 mailed customer-case",
      " 34 mailed how-to",
      " 40 mailed follow-us",
      " 44 entered reEngage",
      " 44 skipped is-this-still-useful (alreadySent)",
      " 44 entered quarterly",
      " 44 entered goodbye",
      " 44 mailed carrier-view",
      " 47 mailed goodbye",
      " 50 stage inquiry → archived (silent for two rounds and a goodbye)",
      " 50 ended goodbye → archived (silent for two rounds and a goodbye)",
    ]
  `);
});

test('a lead who fits well and never reacts hears from us once a quarter, and gets the goodbye when the year is over', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user' });
  await ann.gets('docks-in-numbers');
  await ann.gets('before-the-peak');
  await ann.becomes('archived');
  expect((await ann.diary()).slice(18)).toMatchInlineSnapshot(`
    [
      " 66 skipped is-this-still-useful (alreadySent)",
      " 66 entered quarterly",
      " 66 mailed docks-in-numbers",
      "156 mailed one-rule",
      "246 mailed before-the-peak",
      "336 entered goodbye",
      "336 mailed carrier-view",
      "343 mailed goodbye",
      "346 stage inquiry → archived (silent for two rounds and a goodbye)",
      "346 ended goodbye → archived (silent for two rounds and a goodbye)",
    ]
  `);
});

test('a lead who reads one of the four emails of a year is told about customers again', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user' });
  await ann.gets('docks-in-numbers');
  await story.runFor('10 days');
  await ann.clicks('docks-in-numbers', 'sheet');
  expect(await ann.track()).toBe('connect');
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

test('a lead who fits less gets no emails for another kind of buyer', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await story.runFor('25 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed market-guide",
      "  5 mailed common-mistakes",
      " 10 mailed buyers-checklist",
      " 15 entered reEngage",
      " 15 mailed is-this-still-useful",
      " 22 rested reEngage → connect",
    ]
  `);
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

test('somebody who meets the goal of each track goes from the first guide to a call in a fortnight', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff' });
  await ann.clicks('market-guide', 'guide');
  await ann.gets('customer-case');
  await ann.clicks('customer-case', 'pricing');
  await ann.gets('free-trial');
  await ann.does('trialStarted');
  await ann.gets('trial-help');
  await ann.does('activated');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed market-guide",
      "  0 entered connect",
      "  2 mailed customer-case",
      "  2 entered offer",
      "  5 mailed free-trial",
      "  5 entered trialHelp",
      "  7 mailed trial-help",
      "  7 interrupted trialHelp → qualify (activated)",
      "  7 entered qualify",
      "  7 stage inquiry → mql (activated)",
    ]
  `);
});

test('a lead who does not begin the trial gets a reminder, then an offer of half an hour', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('downloaded');
  await ann.gets('customer-case');
  await ann.does('attended');
  await ann.gets('consultation');
  await ann.does('booked');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed market-guide",
      "  0 entered connect",
      "  2 mailed customer-case",
      "  2 entered offer",
      "  5 mailed free-trial",
      " 19 mailed trial-reminder",
      " 26 entered consult",
      " 27 mailed consultation",
      " 27 entered qualify",
      " 27 stage inquiry → mql (handed over by the track consult)",
    ]
  `);
  expect(await ann.holder()).toBeDefined();
});

test('a click on the trial is not its start: the program waits until the product reports it', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'staff', persona: 'user' });
  await ann.does('downloaded');
  await ann.gets('customer-case');
  await ann.does('attended');
  await ann.gets('free-trial');
  await ann.clicks('free-trial', 'trial');
  await ann.gets('trial-reminder');
  await ann.clicks('trial-reminder', 'trial');
  await ann.does('trialStarted');
  await ann.gets('trial-help');
  expect((await ann.diary()).slice(5)).toMatchInlineSnapshot(`
    [
      "  2 entered offer",
      "  5 mailed free-trial",
      " 19 mailed trial-reminder",
      " 19 entered trialHelp",
      " 21 mailed trial-help",
    ]
  `);
});

test('somebody who replies about the trial is offered half an hour at once', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('downloaded');
  await ann.gets('customer-case');
  await ann.does('attended');
  await ann.gets('free-trial');
  await ann.does('replied');
  await ann.gets('consultation');
  await story.runFor('15 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed market-guide",
      "  0 entered connect",
      "  2 mailed customer-case",
      "  2 entered offer",
      "  5 mailed free-trial",
      "  5 entered consult",
      "  7 mailed consultation",
      " 21 entered reEngage",
      " 21 mailed is-this-still-useful",
    ]
  `);
});

test('a trial that stalls after its start leads to an offer of half an hour', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'staff', persona: 'user' });
  await ann.does('downloaded');
  await ann.gets('customer-case');
  await ann.clicks('customer-case', 'pricing');
  await ann.gets('free-trial');
  await ann.does('trialStarted');
  await ann.gets('consultation');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed market-guide",
      "  0 entered connect",
      "  2 mailed customer-case",
      "  2 entered offer",
      "  5 mailed free-trial",
      "  5 entered trialHelp",
      "  7 mailed trial-help",
      " 17 entered consult",
      " 19 mailed consultation",
    ]
  `);
});

test('a lead who stays after the goodbye gets emails that it has not had', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ persona: 'user', seniority: 'staff', industry: 'mining' });
  await ann.gets('goodbye');
  await ann.clicks('goodbye', 'stay');
  expect(await ann.track()).toBe('connect');
  await story.runFor('30 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered gate",
      "  0 entered educate",
      "  0 mailed market-guide",
      "  5 mailed common-mistakes",
      " 10 mailed buyers-checklist",
      " 15 entered reEngage",
      " 15 mailed is-this-still-useful",
      " 22 rested reEngage → connect",
      " 29 entered connect",
      " 29 mailed customer-case",
      " 34 mailed how-to",
      " 40 mailed follow-us",
      " 44 entered reEngage",
      " 44 skipped is-this-still-useful (alreadySent)",
      " 44 entered quarterly",
      " 44 entered goodbye",
      " 44 mailed carrier-view",
      " 47 mailed goodbye",
      " 47 entered connect",
      " 49 mailed integration-day",
      " 54 mailed business-case",
      " 57 skipped follow-us (alreadySent)",
      " 57 entered reEngage",
      " 57 skipped is-this-still-useful (alreadySent)",
      " 57 entered quarterly",
      " 57 entered goodbye",
      " 57 skipped goodbye (alreadySent)",
      " 57 stage inquiry → archived (silent for two rounds and a goodbye)",
      " 57 ended goodbye → archived (silent for two rounds and a goodbye)",
    ]
  `);
});
