import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';

const oddStory = () => beginStory({ program: 'odd', workflows: fileURLToPath(new URL('odd/workflows.ts', import.meta.url)) });

const ops = (story: Story) => story.as('admin').ops;

async function moveTo(story: Story, ann: Person, track: string): Promise<void> {
  await ops(story).moveTo({ id: randomUUID(), leadId: ann.id, track });
  await story.settle();
}

const openTasks = async (story: Story, ann: Person) =>
  await story.db
    .selectFrom('tasks')
    .select(['kind', 'because'])
    .where('leadId', '=', ann.id)
    .where('state', '=', 'open')
    .where('kind', '<>', 'operations')
    .execute();

const mistakes = {
  unknownTrack: 'TrackUnknown',
  inheritedTrack: 'TrackUnknown',
  proto: 'TrackUnknown',
  nothing: 'NextUnknown',
  aNumber: 'NextUnknown',
  aFunction: 'NextUnknown',
  emptyObject: 'NextUnknown',
  wrongRest: 'RestUnknown',
  restForEver: 'RestUnknown',
  restInto: 'TrackUnknown',
  unknownEnd: 'EndUnknown',
  inheritedEnd: 'EndUnknown',
  noFinalStage: 'EndUnknown',
  throwsNothing: 'unknown',
  throwsText: 'unknown',
  throwsItself: 'ItsOwnCause',
};

test('whatever a track returns or throws, its lead is parked, listed with a code, and can continue from there', async () => {
  await using story = await oddStory();
  const ann = await story.lead();
  for (const [track, reason] of Object.entries(mistakes)) {
    await moveTo(story, ann, track);
    expect((await ops(story).parked()).items, track).toMatchObject([{ leadId: ann.id, track, reason }]);
    await ops(story).retry({ id: randomUUID(), leadId: ann.id });
    await story.settle();
    expect((await ops(story).parked()).items, `${track}, again`).toMatchObject([{ leadId: ann.id, track, reason }]);
    await moveTo(story, ann, 'home');
    expect((await ops(story).parked()).items).toEqual([]);
    expect(await ann.track()).toBe('home');
  }
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf', 'noTrack'])(
  'no lead is moved to a track that its program lacks: %s',
  async (track) => {
    await using story = await oddStory();
    const ann = await story.lead();
    await expect(moveTo(story, ann, track)).rejects.toThrow('The program has no such track');
    expect(await ann.track()).toBe('home');
  },
);

test.each([
  ['misspells', /^INVALID_DURATION at programs\/odd\.ts:\d+$/],
  ['callsNobody', /^TEAM_UNKNOWN at step 2, notify no-such-team$/],
  ['stumbles', /^RangeError at programs\/odd\.ts:\d+$/],
  ['one', /^one → one → one: no wait$/],
  ['ping', /^(ping → pong → ping|pong → ping → pong): no wait$/],
  ['hurries', /^200 steps without a wait at programs\/odd\.ts:\d+$/],
  ['repeats', /^200 steps without a wait at programs\/odd\.ts:\d+$/],
])(
  'the reason for which %s parks its lead says where: in ops.parked, the status, the story and the task',
  async (track, reason) => {
    await using story = await oddStory();
    const ann = await story.lead();
    await moveTo(story, ann, track);
    await story.runFor('2 days');
    const [parked, ...others] = (await ops(story).parked()).items;
    expect(others).toEqual([]);
    expect(parked).toMatchObject({ leadId: ann.id, reason: expect.stringMatching(reason) as string });
    const said = parked!.reason!;
    expect((await story.as('admin').leads.status({ leadId: ann.id })).running).toMatchObject({ parked: said });
    const lines = await story.as('admin').leads.story({ leadId: ann.id });
    expect(lines.map(({ text }) => text)).toContain(`is parked in the track ${parked!.track} after an error (${said})`);
    const tasks = await story.db.selectFrom('tasks').select('because').where('kind', '=', 'operations').execute();
    expect(tasks).toEqual([{ because: said }]);
  },
);

test('a lead that passed too many tracks without a wait may pass as many again after an operator moved it', async () => {
  await using story = await oddStory();
  const ann = await story.lead();
  await moveTo(story, ann, 'one');
  await moveTo(story, ann, 'home');
  expect((await ops(story).parked()).items).toEqual([]);
  await moveTo(story, ann, 'one');
  const visits = await story.db
    .selectFrom('transitions')
    .select('visit')
    .where('kind', '=', 'entered')
    .where('to', '=', 'one')
    .execute();
  expect(visits).toHaveLength(40);
});

test('a rep who sends a lead to an unknown track gets an error', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  for (const track of ['constructor', '__proto__', 'toString', 'qualify']) {
    const notReady = ann.isReported(rep, 'notReady', { reason: 'next year', at: story.now + 1, track });
    await expect(notReady, track).rejects.toThrow('no such track');
  }
  expect(await ann.holder()).toBe(rep);
});

test('a failing interrupt parks the lead; what made it ready is not lost', async () => {
  await using story = await oddStory();
  const ann = await story.lead();
  await ann.does('demoRequested');
  expect((await ops(story).parked()).items).toMatchObject([
    { reason: expect.stringMatching(/^RangeError at programs\/odd\.ts:\d+$/) as string },
  ]);
  await moveTo(story, ann, 'listens');
  expect((await ops(story).parked()).items).toMatchObject([
    { reason: expect.stringMatching(/^RangeError at programs\/odd\.ts:\d+$/) as string },
  ]);
});

test('a call that a track no longer waits for is closed when the track is left', async () => {
  await using story = await oddStory();
  const ann = await story.lead();
  await moveTo(story, ann, 'impatient');
  expect(await openTasks(story, ann)).toMatchObject([{ kind: 'call' }]);
  await story.runFor('4 days');
  expect(await ann.track()).toBe('home');
  expect(await openTasks(story, ann)).toEqual([]);
});

test('a call that a nurture track waits for is closed when an operator moves the lead', async () => {
  await using story = await oddStory();
  const ann = await story.lead();
  await moveTo(story, ann, 'patient');
  expect(await openTasks(story, ann)).toHaveLength(1);
  await moveTo(story, ann, 'home');
  expect(await openTasks(story, ann)).toEqual([]);
});

test('a call stays open while its lead is parked, and is closed when the lead is moved', async () => {
  await using story = await oddStory();
  const ann = await story.lead();
  await moveTo(story, ann, 'stumbles');
  await story.runFor('2 days');
  expect((await ops(story).parked()).items).toMatchObject([
    { reason: expect.stringMatching(/^RangeError at programs\/odd\.ts:\d+$/) as string },
  ]);
  expect(await openTasks(story, ann)).toHaveLength(1);
  await ops(story).retry({ id: randomUUID(), leadId: ann.id });
  await story.runFor('2 days');
  expect(await openTasks(story, ann)).toHaveLength(1);
  await moveTo(story, ann, 'home');
  expect(await openTasks(story, ann)).toEqual([]);
});

test('a story that waits in vain says what happened to the lead', async () => {
  await using story = await oddStory();
  const ann = await story.lead({ email: 'ann@pier7.example' });
  await moveTo(story, ann, 'unknownTrack');
  const waits = ann.becomes('customer');
  await expect(waits).rejects.toThrow(
    'it did not happen within 200 days that ann@pier7.example becomes customer. What happened:\n',
  );
  await expect(waits).rejects.toThrow(/parked.*TrackUnknown/);
});
