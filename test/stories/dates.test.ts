import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { beginStory, type Story } from '../support/story.ts';
import type { Person } from '../support/person.ts';

/*
 * Dates that are fixed, in the program `dates`. Its webinar is ten days after a story begins.
 */

const datesStory = () =>
  beginStory({ program: 'dates', workflows: fileURLToPath(new URL('verbs/workflows.ts', import.meta.url)) });

async function inTrack(story: Story, track: string): Promise<Person> {
  const ann = await story.lead();
  await story.as('admin').ops.moveTo({ id: randomUUID(), leadId: ann.id, track });
  await story.settle();
  return ann;
}

test('a track waits for a date, and neither the wait nor a rest until a date ends a round', async () => {
  await using story = await datesStory();
  const ann = await story.lead();
  await ann.becomes('archived');
  expect(await ann.diary()).toMatchInlineSnapshot(`
    [
      "  0 entered invited",
      "  7 mailed guide",
      " 10 rested invited → held",
      " 11 entered held",
      " 12 rested held → again",
      " 12 mailed checklist",
      " 19 entered again",
      " 19 rested again → third",
      " 19 entered third",
      " 19 stage inquiry → archived (round 3)",
      " 19 ended third → archived (round 3)",
    ]
  `);
});

test('a lead is told that the date it waits for is now later', async () => {
  await using story = await datesStory();
  const ann = await inTrack(story, 'follows');
  await story.runFor('5 days');
  await ann.does('visited');
  await story.runFor('8 days');
  expect(await ann.got()).toEqual([]);
  await story.runFor('2 days');
  expect(await ann.diary()).toContain(' 14 mailed guide');
});

test('a date that moves into the past ends the wait at once', async () => {
  await using story = await datesStory();
  const ann = await inTrack(story, 'follows');
  await story.runFor('1 day');
  await ann.does('trialStarted');
  await story.runFor('1 hour');
  expect(await ann.got()).toEqual(['guide']);
});

test('the status says until when a lead waits, also when the date has moved', async () => {
  await using story = await datesStory();
  const ann = await inTrack(story, 'follows');
  const until = async () => {
    const { running } = await story.as('admin').leads.status({ leadId: ann.id });
    return typeof running === 'object' ? [running.waitingFor, new Date(running.until ?? 0).toISOString()] : running;
  };
  expect(await until()).toEqual(['a date', '2026-03-17T10:00:00.000Z']);
  await ann.does('visited');
  expect(await until()).toEqual(['a date', '2026-03-24T10:00:00.000Z']);
});

test.each([
  ['inSeconds', 'INVALID_INSTANT'],
  ['restsInSeconds', 'INVALID_INSTANT'],
])('seconds instead of milliseconds park the lead: %s', async (track, reason) => {
  await using story = await datesStory();
  const ann = await inTrack(story, track);
  expect((await story.as('admin').ops.parked()).items).toMatchObject([{ leadId: ann.id, track, reason }]);
});
