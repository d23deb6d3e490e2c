import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { Person } from '../support/person.ts';
import { beginStory, type Story } from '../support/story.ts';

/** The id of the campaign that the leads of a story are in. */
const campaignOf = async ({ db }: Story): Promise<string> =>
  (await db.selectFrom('campaigns').select('id').where('name', '=', 'Story').executeTakeFirstOrThrow()).id;

/** A Saturday: the first emails wait for Monday. */
const SATURDAY = Date.parse('2026-03-14T10:00:00Z');

const memberOf = async (story: Story, campaignId: string, leadId: string) =>
  (await story.as('marketer').campaigns.members({ campaignId, where: { leadId } })).items[0]!;

test('a paused campaign sends nothing, its waits continue, and what was due goes out once when it is resumed', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.gets('guide');
  const campaignId = await campaignOf(story);
  const marketer = story.as('marketer');
  const paused = await marketer.campaigns.pause({ campaignId, because: 'a wrong price in the checklist' });
  expect(paused).toMatchObject({ leads: 1, undo: 'campaigns.resume', next: expect.stringContaining('no marketing email') });
  await story.runFor('30 days');
  expect(await ann.got()).toEqual(['guide']);
  expect(await marketer.campaigns.get({ campaignId })).toMatchObject({
    state: 'paused',
    held: [{ kind: 'pause', because: 'a wrong price in the checklist', by: 'marketer', leadId: null }],
  });
  const waiting = await memberOf(story, campaignId, ann.id);
  expect(waiting).toMatchObject({ is: 'in', because: 'campaignPaused', until: expect.stringContaining('T') });
  expect(waiting.text).toContain('checklist waits: the campaign was paused, until ');

  expect(await marketer.campaigns.resume({ campaignId })).toMatchObject({ leads: 1 });
  await story.runFor('1 day');
  expect(await ann.got()).toEqual(['guide', 'checklist']);
  const lines = (await marketer.leads.story({ leadId: ann.id })).map(({ text }) => text);
  expect(lines).toContain('the campaign was paused ("Story"): a wrong price in the checklist (by marketer)');
  expect(lines).toContain('goes on after the campaign was paused ("Story") (by marketer)');
});

test('a pause for one lead or for its account holds nobody else, and one with an end ends on its own', async () => {
  await using story = await beginStory({ start: SATURDAY });
  const ann = await story.lead({ email: 'ann@pier7.example' });
  const bob = await story.lead({ email: 'bob@pier7.example' });
  const cleo = await story.lead({ email: 'cleo@other.example', company: 'Other' });
  const campaignId = await campaignOf(story);
  const { campaigns } = story.as('marketer');
  await campaigns.pause({ campaignId, leadId: cleo.email, because: 'is on holiday', until: story.now + 3 * DAY });
  await campaigns.pause({ campaignId, account: 'pier7.example', because: 'a deal is near' });
  await story.runFor('2 days');
  expect(await Promise.all([ann, bob, cleo].map((lead) => lead.got()))).toEqual([[], [], []]);
  await story.runFor('3 days');
  expect(await Promise.all([ann, bob, cleo].map((lead) => lead.got()))).toEqual([[], [], ['guide']]);
  await campaigns.resume({ campaignId, account: 'pier7.example' });
  await story.runFor('1 day');
  expect(await Promise.all([ann, bob, cleo].map((lead) => lead.got()))).toEqual([['guide'], ['guide'], ['guide']]);
});

test('a stopped campaign lets its leads go: they keep their stage, and another campaign may take them', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.gets('guide');
  const campaignId = await campaignOf(story);
  const marketer = story.as('marketer');
  const stopped = await marketer.campaigns.stop({ campaignId, because: 'the product is gone' });
  expect(stopped).toMatchObject({ leads: 1, next: expect.stringContaining('can’t be resumed') });
  expect(stopped).not.toHaveProperty('undo');
  await story.settle();
  expect(await marketer.leads.status({ leadId: ann.id })).toMatchObject({ stage: 'inquiry' });
  expect(await memberOf(story, campaignId, ann.id)).toMatchObject({
    is: 'through',
    text: 'is through: the campaign was stopped',
  });
  expect(await marketer.campaigns.get({ campaignId })).toMatchObject({ state: 'stopped', progress: { in: 0, through: 1 } });
  await expect(marketer.campaigns.resume({ campaignId })).rejects.toMatchObject({ data: { code: 'campaignState' } });
  await expect(marketer.campaigns.add({ campaignId, leadId: ann.id })).rejects.toMatchObject({
    data: { code: 'campaignNotOpen' },
  });
  expect(await marketer.ops.unattended()).toMatchObject({ leads: { ready: 1, nowhere: 0 } });
  const next = await marketer.campaigns.launch({ name: 'Next', program: 'newcomers', audience: { leadIds: [ann.id] } });
  expect(next).toMatchObject({ enrolled: 1 });
  await story.settle();
  await ann.gets('checklist');
});

test('a stop does not affect sales: the call stays, and when sales gives the lead back nurture does not begin', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await ann.gets('guide');
  await ann.does('demoRequested');
  const campaignId = await campaignOf(story);
  await story.as('marketer').campaigns.stop({ campaignId, leadId: ann.id, because: 'sales wants her alone' });
  await story.runFor('1 day');
  expect(await memberOf(story, campaignId, ann.id)).toMatchObject({ is: 'in', text: expect.stringContaining('call') });
  await ann.isReported(await ann.isHeldBy('sdr-team'), 'notReady', {
    reason: 'next month',
    at: story.now + 30 * DAY,
    track: 'connect',
  });
  await story.runFor('40 days');
  expect(await memberOf(story, campaignId, ann.id)).toMatchObject({
    is: 'through',
    text: 'is through: the campaign was stopped',
  });
  expect(await ann.got()).toEqual(['guide']);
});

test('a lead that is parked, one that rests and one whose turn has not come leave a stopped campaign, too', async () => {
  await using story = await beginStory({ start: SATURDAY });
  const { campaigns } = story.as('marketer');
  const later = await story.lead({ email: 'later@one.example' });
  const campaignId = await campaignOf(story);
  await campaigns.stop({ campaignId, leadId: later.id, because: 'is the wrong person' });
  await story.settle();
  expect(await memberOf(story, campaignId, later.id)).toMatchObject({ is: 'through' });
  await expect(campaigns.add({ campaignId, leadId: later.id, again: true })).resolves.toMatchObject({
    notEnrolled: [{ code: 'campaignStopped' }],
  });
  await campaigns.resume({ campaignId, leadId: later.id });
  await expect(campaigns.add({ campaignId, leadId: later.id, again: true })).resolves.toMatchObject({ enrolled: 1 });
  await story.settle();
  await later.gets('guide');
  expect(await campaigns.get({ campaignId })).toMatchObject({ progress: { in: 1, through: 0 } });
  expect(await campaigns.members({ campaignId, where: { is: 'through' } })).toMatchObject({ items: [] });
});

test('of two pauses the later one holds, whether it is longer or shorter, and one resume ends it', async () => {
  await using story = await beginStory({ start: SATURDAY });
  const ann = await story.lead();
  const campaignId = await campaignOf(story);
  const { campaigns } = story.as('marketer');
  const held = async () => (await campaigns.get({ campaignId })).held.map(({ because, until }) => [because, until]);
  await campaigns.pause({ campaignId, because: 'we move', until: story.now + 3 * DAY });
  const { next } = await campaigns.pause({ campaignId, because: 'a wrong price' });
  expect(next).toContain('until somebody resumes it');
  expect(await held()).toEqual([['a wrong price', undefined]]);
  await story.runFor('5 days');
  expect(await ann.got()).toEqual([]);
  const until = story.now + DAY;
  await campaigns.pause({ campaignId, because: 'the price is being printed', until });
  expect(await held()).toEqual([['the price is being printed', new Date(until).toISOString()]]);
  await story.settle();
  expect(await memberOf(story, campaignId, ann.id)).toMatchObject({ until: new Date(until).toISOString() });
  await story.runFor('26 hours');
  await ann.gets('guide');
  const lines = (await story.as('marketer').leads.story({ leadId: ann.id })).map(({ text }) => text);
  expect(lines.filter((text) => text.includes('the campaign was paused'))).toEqual([
    expect.stringContaining('we move'),
    expect.stringContaining('a wrong price'),
    expect.stringContaining('the price is being printed'),
  ]);
  await campaigns.pause({ campaignId, because: 'once', until: story.now + DAY });
  await campaigns.pause({ campaignId, because: 'again' });
  await campaigns.resume({ campaignId });
  expect(await held()).toEqual([]);
});

test('a lead that is being added while its campaign is stopped, for everybody or for it, does not enter', async () => {
  await using story = await beginStory();
  await story.lead();
  const [bob, cleo] = [
    await Person.capture(story, { email: 'bob@pier8.example' }),
    await Person.capture(story, { email: 'cleo@pier9.example' }),
  ];
  const campaignId = await campaignOf(story);
  const { campaigns } = story.as('marketer');
  const because = 'the product is gone';
  for (const [leadId, whom] of [
    [bob.id, { leadId: bob.id }],
    [cleo.id, {}],
  ] as const) {
    const [, added] = await inTurn(story, campaignId, [
      () => campaigns.stop({ campaignId, because, ...whom }),
      () => campaigns.add({ campaignId, leadId }),
    ]);
    expect(added).toMatchObject({ enrolled: 0, waiting: 0, notEnrolled: [{ code: 'campaignStopped' }] });
  }
  await story.settle();
  expect(await campaigns.get({ campaignId })).toMatchObject({ state: 'stopped', progress: { in: 0, out: 2 } });
});

/** Makes calls that need a campaign wait for each other, in this order: each has begun before the first one may go on. */
async function inTurn({ db }: Story, campaignId: string, calls: readonly (() => Promise<unknown>)[]): Promise<unknown[]> {
  const begun = await db.transaction().execute(async (trx) => {
    await trx.selectFrom('campaigns').select('id').where('id', '=', campaignId).forUpdate().execute();
    const answers: Promise<unknown>[] = [];
    for (const call of calls) {
      answers.push(call());
      await vi.waitFor(async () => expect(await waiters(db)).toBe(answers.length), 10_000);
    }
    return answers;
  });
  return await Promise.all(begun);
}

async function waiters(db: Story['db']): Promise<number> {
  const { rows } =
    await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
  return rows.length;
}

test('all sending can be stopped: no email goes out, health reports it, and everything continues afterwards', async () => {
  await using story = await beginStory({ start: SATURDAY });
  const ann = await story.lead();
  const { ops } = story.as('marketer');
  expect(await ops.stopEverything({ because: 'our list was bought' })).toMatchObject({ undo: 'ops.startAgain' });
  await story.runFor('5 days');
  expect(await ann.got()).toEqual([]);
  const health = await story.request('http://127.0.0.1/health', { method: 'GET', headers: {} });
  expect(JSON.parse(health.body ?? '')).toMatchObject({ brakes: 'everythingStopped' });
  await ops.startAgain();
  await story.runFor('1 day');
  expect(await ann.got()).toEqual(['guide']);
  await expect(ops.startAgain()).rejects.toMatchObject({ data: { code: 'noBrake' } });
});
