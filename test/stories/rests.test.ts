import { expect, test } from 'vitest';
import { beginStory, type Story } from '../support/story.ts';
import type { Person } from '../support/person.ts';

/** The words of the lead's journal, without the emails. */
const journalOf = async (story: Story, ann: Person) =>
  (await story.as('admin').leads.story({ leadId: ann.id })).flatMap(({ about, text }) => (about === 'transitions' ? [text] : []));

const tracks = async (story: Story) =>
  (await story.as('admin').reports.now()).tracks.map(({ program, track, state, count }) => ({ program, track, state, count }));

test('a rest is a place of its own: the lead enters its next track when the rest is over, in the story and in the funnel', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('70 days');
  expect((await journalOf(story, ann)).at(-1)).toMatch(/^rests until 2026-05-\d\d \d\d:\d\d UTC, then the track connect$/);
  expect(await tracks(story)).toEqual([{ program: 'newcomers', track: 'connect', state: 'resting', count: 1 }]);
  await story.runFor('6 days');
  expect((await journalOf(story, ann)).at(-1)).toBe('enters the track connect');
  expect(await tracks(story)).toEqual([{ program: 'newcomers', track: 'connect', state: 'running', count: 1 }]);
});

test('a lead that asks for a demo while it rests leaves its rest, not a track that it has never entered', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('70 days');
  await ann.does('demoRequested');
  const lines = await journalOf(story, ann);
  expect(lines).toContain('ends its rest for qualify (asked for a demo)');
  expect(lines).not.toContain('enters the track connect');
});

test('a lead that a track hands to sales without an act has the name of that track as the reason', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.as('admin').ops.moveTo({ id: crypto.randomUUID(), leadId: ann.id, track: 'sales' });
  await story.settle();
  const reason = 'handed over by the track educate';
  expect(await journalOf(story, ann)).toContain(`becomes MQL (${reason})`);
  const tasks = await story.db.selectFrom('tasks').select('because').where('kind', '=', 'acceptance').execute();
  expect(tasks).toMatchObject([{ because: expect.stringContaining(reason) as string }]);
});
