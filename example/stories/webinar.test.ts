import { beginStory } from 'trellis/testing';
import { expect, test } from 'vitest';

/** Begins with a webinar two weeks from now. */
const beginWebinar = () =>
  beginStory({
    program: 'webinar',
    input: { webinar: 'gate-talk-7', title: 'How to tell your largest carrier no', startsAt: '2026-03-24T16:00:00+01:00' },
  });

const webinar = 'gate-talk-7';

test('an attendee of the webinar gets a reminder and the numbers, and is called when they want to try the product', async () => {
  await using story = await beginWebinar();
  const ann = await story.lead();
  await ann.gets('seat-reminder');
  expect(ann.mails[0]!.subject).toBe('Your seat on Tuesday, 24 March at 16:00 CET');
  await story.runFor('2 days');
  await ann.does('attended', { data: { webinar } });
  await ann.gets('slides-and-answers');
  await ann.does('trialStarted');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered registered",
      " 12 mailed seat-reminder",
      " 14 entered attended",
      " 14 entered qualify",
      " 14 stage inquiry → mql (handed over by the track attended)",
      " 14 mailed slides-and-answers",
    ]
  `);
});

test('somebody who misses the webinar gets the recording, then an offer to talk, then nothing more', async () => {
  await using story = await beginWebinar();
  const ann = await story.lead();
  await ann.becomes('archived');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered registered",
      " 12 mailed seat-reminder",
      " 15 entered missed",
      " 15 mailed recording-is-here",
      " 29 entered talk",
      " 29 mailed consultation",
      " 43 stage inquiry → archived (silent after the webinar)",
      " 43 ended talk → archived (silent after the webinar)",
    ]
  `);
});

test('somebody whose attendance is reported after a day and a half still gets the numbers', async () => {
  await using story = await beginWebinar();
  const ann = await story.lead();
  await ann.gets('recording-is-here');
  await ann.does('attended', { data: { webinar }, at: Date.UTC(2026, 2, 24, 15, 5) });
  await ann.gets('slides-and-answers');
  expect((await ann.diary()).slice(2)).toMatchInlineSnapshot(`
    [
      " 15 entered missed",
      " 15 mailed recording-is-here",
      " 15 interrupted missed → attended (attended)",
      " 15 entered attended",
      " 17 mailed slides-and-answers",
    ]
  `);
});

test('attending another webinar is not attending this one', async () => {
  await using story = await beginWebinar();
  const ann = await story.lead();
  await ann.gets('seat-reminder');
  await story.runFor('2 days');
  await ann.does('attended', { data: { webinar: 'gate-talk-6' } });
  await ann.gets('recording-is-here');
  expect(await ann.track()).toBe('missed');
});

test('a webinar that moves takes the reminder with it', async () => {
  await using story = await beginWebinar();
  const ann = await story.lead();
  await story.runFor('2 days');
  await story.changes({ startsAt: '2026-04-14T16:00:00+02:00' });
  await ann.gets('seat-reminder');
  expect((await ann.diary()).filter((line) => line.includes('mailed'))).toMatchInlineSnapshot(`
    [
      " 33 mailed seat-reminder",
    ]
  `);
});

test('somebody who gives up their seat is not reminded of it, and gets the recording', async () => {
  await using story = await beginWebinar();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.does('cancelled', { data: { webinar } });
  await ann.gets('recording-is-here');
  expect(await ann.got()).toEqual(['recording-is-here']);
});
