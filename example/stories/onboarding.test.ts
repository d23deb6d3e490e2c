import { beginStory } from 'trellis/testing';
import { expect, test } from 'vitest';

test('a trial with a door and trucks leads to a call within its first week', async () => {
  await using story = await beginStory({ program: 'onboarding' });
  const ann = await story.lead();
  await ann.does('doorSetUp');
  await ann.gets('first-carrier');
  await ann.does('trucksBooked', { data: { trucks: 8 } });
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered firstDoor",
      "  0 mailed trial-welcome",
      "  0 entered firstTruck",
      "  2 mailed first-carrier",
      "  2 entered qualify",
      "  2 stage inquiry → mql (handed over by the track firstTruck)",
    ]
  `);
  expect(story.teamOf((await ann.holder())!)).toBe('inside-sales');
});

test('a lead with two trucks is asked to look at the numbers before the trial ends', async () => {
  await using story = await beginStory({ program: 'onboarding' });
  const ann = await story.lead();
  await ann.does('doorSetUp');
  await ann.gets('first-carrier');
  await ann.does('trucksBooked', { data: { trucks: 2 } });
  await ann.gets('trial-ends');
  expect(await ann.track()).toBe('lastDays');
});

test('a lead whose trial is idle gets help, then a question, then nothing more', async () => {
  await using story = await beginStory({ program: 'onboarding' });
  const ann = await story.lead();
  await ann.becomes('archived');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered firstDoor",
      "  0 mailed trial-welcome",
      "  3 mailed trial-help",
      "  7 entered lastDays",
      "  7 mailed trial-ends",
      " 13 entered talk",
      " 13 mailed consultation",
      " 27 stage inquiry → archived (silent after the trial)",
      " 27 ended talk → archived (silent after the trial)",
    ]
  `);
});

test('somebody who gets stuck is called at once, whatever else they wait for', async () => {
  await using story = await beginStory({ program: 'onboarding' });
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.does('gotStuck');
  const sdr = await ann.isHeldBy('inside-sales');
  await ann.isReported(sdr, 'notReady', { reason: 'A new tablet first', at: story.now + 5 * 86_400_000, track: 'firstDoor' });
  await ann.does('doorSetUp');
  await story.runFor('8 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered firstDoor",
      "  0 mailed trial-welcome",
      "  1 interrupted firstDoor → stuck (gotStuck)",
      "  1 entered stuck",
      "  1 rested stuck → firstDoor",
      "  6 entered firstDoor",
      "  6 skipped trial-welcome (alreadySent)",
      "  9 mailed trial-help",
    ]
  `);
});

test('a trial that the lead ends also ends the program', async () => {
  await using story = await beginStory({ program: 'onboarding' });
  const ann = await story.lead();
  await ann.gets('trial-welcome');
  await ann.does('trialEnded');
  expect(await ann.stage()).toBe('archived');
});
