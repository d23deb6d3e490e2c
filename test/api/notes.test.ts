import { afterAll, beforeAll, expect, test } from 'vitest';
import { MINUTE } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let sam: string;
let leadId: string;
let taskId: string;
beforeAll(async () => {
  world = await createWorld();
  sam = await world.rep('sdr', 'Sam Rivers');
  leadId = await world.enrolled();
  taskId = await world.task(leadId, sam);
});
afterAll(async () => await world[Symbol.asyncDispose]());

const story = async () => (await world.as('marketer').leads.story({ leadId })).filter(({ about }) => about === 'notes');

test('a note is in the story with its author, whether a rep writes it about a task or a marketer about the lead', async () => {
  await world.as('rep', sam).tasks.note({ taskId, text: 'Call after 14:00.\nAsk for Jo.' });
  await world.as('marketer').leads.note({ leadId: 'ann@pier7.example', text: 'Met at the fair.' });
  expect(await story()).toEqual([
    {
      at: new Date(NOON).toISOString(),
      about: 'notes',
      kind: 'note',
      by: 'Sam Rivers',
      text: 'note by Sam Rivers: Call after 14:00.\nAsk for Jo.',
    },
    {
      at: new Date(NOON).toISOString(),
      about: 'notes',
      kind: 'note',
      by: 'marketer',
      text: 'note by marketer: Met at the fair.',
    },
  ]);
  const { notes } = await world.as('rep', sam).tasks.get({ taskId });
  expect(notes.map(({ taskId, by }) => ({ taskId, by }))).toEqual([{ by: 'marketer' }, { taskId, by: 'Sam Rivers' }]);
});

test('its author removes a note within ten minutes; nobody else does, and later it stays', async () => {
  const { noteId, undoUntil } = await world.as('rep', sam).leads.note({ leadId, text: 'Wrong lead' });
  expect(undoUntil).toBe(new Date(NOON + 10 * MINUTE).toISOString());
  const told = await story();
  await expect(world.as('marketer').leads.removeNote({ noteId })).rejects.toMatchObject({ data: { code: 'otherAuthor' } });
  world.now = NOON + 11 * MINUTE;
  await expect(world.as('rep', sam).leads.removeNote({ noteId })).rejects.toMatchObject({ data: { code: 'noteStays' } });
  expect(await story()).toEqual(told);
  world.now = NOON + 10 * MINUTE;
  await world.as('rep', sam).leads.removeNote({ noteId });
  expect(await story()).toEqual(told.filter(({ text }) => !text.includes('Wrong lead')));
  await expect(world.as('rep', sam).leads.removeNote({ noteId })).rejects.toMatchObject({ data: { code: 'noteUnknown' } });
  world.now = NOON;
});

test('a note says nothing, or is by a rep of another team: it is refused', async () => {
  const other = await world.rep('salesperson', 'Olga Other', 'deal-team');
  await expect(world.as('rep', other).leads.note({ leadId, text: 'Mine' })).rejects.toMatchObject({
    data: { code: 'otherLead' },
  });
  await expect(world.as('rep', other).tasks.note({ taskId, text: 'Mine' })).rejects.toMatchObject({
    data: { code: 'otherTeam' },
  });
  await expect(world.as('rep', sam).tasks.note({ taskId, text: ' \u200b ' })).rejects.toThrow();
});
