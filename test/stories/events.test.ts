import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { beginStory } from '../support/story.ts';
import { policy } from './events/policy.ts';

const workflows = fileURLToPath(new URL('events/workflows.ts', import.meta.url));

const webinar = () => beginStory({ program: 'webinar', workflows, policy });

test('a lead who attends the webinar while the program waits for it continues at once', async () => {
  await using story = await webinar();
  const ann = await story.lead();
  await story.runFor('49 hours');
  await ann.does('attended', { data: { webinar: 'docks', minutes: 42 } });
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invited",
      "  2 stage inquiry → archived (attended docks on 2026-03-12)",
      "  2 ended invited → archived (attended docks on 2026-03-12)",
    ]
  `);
});

test('attending another webinar does not count', async () => {
  await using story = await webinar();
  const ann = await story.lead();
  await story.runFor('49 hours');
  await ann.does('attended', { data: { webinar: 'yards' } });
  expect(await ann.track()).toBe('invited');
});

test('yesterday’s attendance that is reported today counts for a wait that is still open', async () => {
  await using story = await webinar();
  const ann = await story.lead();
  await story.runFor('49 hours');
  await ann.does('attended', { data: { webinar: 'docks' }, at: story.now - DAY });
  expect((await ann.diary()).at(-1)).toMatchInlineSnapshot(`"  2 ended invited → archived (attended docks on 2026-03-11)"`);
});

test('what happened before the wait began, but in its track, counts as soon as the wait begins', async () => {
  await using story = await webinar();
  const ann = await story.lead();
  await ann.does('attended', { data: { webinar: 'docks' } });
  await story.runFor('47 hours');
  expect(await ann.track()).toBe('invited');
  await story.runFor('1 hour');
  expect((await ann.diary()).at(-1)).toMatchInlineSnapshot(`"  2 ended invited → archived (attended docks on 2026-03-10)"`);
});

test('a wait that has ended stays ended: an attendance that is reported too late is not taken by a later track', async () => {
  await using story = await webinar();
  const ann = await story.lead();
  await story.runFor('73 hours');
  await ann.does('attended', { data: { webinar: 'docks' }, at: story.now - 2 * HOUR });
  expect(await ann.track()).toBe('noShow');
  await story.runFor('1 hour');
  await ann.does('attended', { data: { webinar: 'docks' } });
  expect((await ann.diary()).at(-1)).toMatchInlineSnapshot(`"  3 ended noShow → archived (attended docks late)"`);
});

test('of two acts the one that happened first decides, whichever is reported first', async () => {
  await using story = await webinar();
  const ann = await story.lead();
  await story.runFor('1 day');
  await ann.does('replied', { at: story.now - HOUR });
  await ann.does('attended', { at: story.now - 2 * HOUR, data: { webinar: 'docks' } });
  await story.runFor('1 day');
  expect((await ann.diary()).at(-1)).toMatchInlineSnapshot(`"  2 ended invited → archived (attended docks on 2026-03-11)"`);
});

const seat = () => beginStory({ program: 'seat', workflows, policy });

test('an act takes a lead out of its rest, where the program says so', async () => {
  await using story = await seat();
  const ann = await story.lead();
  await story.runFor('3 days');
  await ann.does('attended', { at: story.now - HOUR });
  await story.runFor('1 day');
  await ann.does('attended');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invited",
      "  1 rested invited → noShow",
      "  3 interrupted attended (attended)",
      "  3 entered attended",
    ]
  `);
});

test('an act ends the program, where the program says so of its data', async () => {
  await using story = await seat();
  const ann = await story.lead();
  await ann.does('cancelled', { data: { webinar: 'yards' } });
  expect(await ann.track()).toBe('invited');
  await ann.does('cancelled', { data: { webinar: 'docks' } });
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invited",
      "  0 interrupted invited → archived (cancelled)",
      "  0 stage inquiry → archived (cancelled their seat)",
      "  0 ended invited → archived (cancelled their seat)",
    ]
  `);
  const told = await story.as('rep').leads.story({ leadId: ann.id });
  expect(told.map(({ text }) => text)).toContain('leaves the track invited for archived (cancelled their seat)');
});

test('a track that waits for the act decides itself', async () => {
  await using story = await seat();
  const ann = await story.lead();
  await ann.does('attended', { data: { webinar: 'docks' } });
  expect((await ann.diary()).at(-1)).toMatchInlineSnapshot(`"  0 ended invited → archived (attended in time)"`);
});

test('an act with data that the track does not wait for is an interrupt', async () => {
  await using story = await seat();
  const ann = await story.lead();
  await ann.does('attended', { data: { webinar: 'yards' } });
  expect(await ann.track()).toBe('attended');
});

test('a lead rests until the instant that came with the act, and then begins again', async () => {
  await using story = await seat();
  const ann = await story.lead();
  await story.runFor('2 days');
  await ann.does('seatMoved', { data: { startsAt: story.now + 5 * DAY } });
  await story.runFor('6 days');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invited",
      "  1 rested invited → noShow",
      "  2 interrupted invited (seatMoved)",
      "  2 rested noShow → invited",
      "  7 entered invited",
      "  8 rested invited → noShow",
    ]
  `);
});

test('a request for a demo leads to sales first, and sales is not interrupted', async () => {
  await using story = await seat();
  const ann = await story.lead();
  await ann.does('demoRequested');
  await ann.does('cancelled', { data: { webinar: 'docks' } });
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invited",
      "  0 interrupted invited → call (demoRequested)",
      "  0 entered call",
      "  0 stage inquiry → mql (demoRequested)",
    ]
  `);
});

test('an act from before the lead entered the program does not count', async () => {
  await using story = await seat();
  const ann = await story.lead();
  await ann.does('attended', { at: story.now - 30 * DAY });
  expect(await ann.track()).toBe('invited');
});

test('the reaction to an email is the one that happened first, also when another is reported first', async () => {
  await using story = await beginStory({ program: 'reacts', workflows, policy });
  const ann = await story.lead();
  await story.runFor('10 hours');
  await ann.does('replied', { at: story.now - HOUR });
  await ann.does('downloaded', { at: story.now - 2 * HOUR });
  await story.runFor('1 day');
  expect((await ann.diary()).at(-1)).toBe('  1 ended teach → archived (downloaded)');
});
