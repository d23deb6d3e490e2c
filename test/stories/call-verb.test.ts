import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type Story, type StoryOptions } from '../support/story.ts';
import { guide } from '../support/guide.ts';

/*
 * What follows from a call that a track waits for, in the program `calls`.
 */

const workflows = fileURLToPath(new URL('verbs/workflows.ts', import.meta.url));

/** A lead who is to be called. */
async function called(options: StoryOptions = {}) {
  const story = await beginStory({ program: 'calls', workflows, ...options });
  const ann = await story.lead();
  return { story, ann, sdr: await ann.isHeldBy('sdr-team') };
}

const callsOf = async (story: Story, ann: Person) =>
  await story.db.selectFrom('tasks').select(['state', 'kind']).where('leadId', '=', ann.id).orderBy('openedAt').execute();

const open = async (story: Story, ann: Person) => (await callsOf(story, ann)).filter(({ state }) => state === 'open');

const endOf = async (ann: Person) => (await ann.journal()).at(-1);

test('a lead who is not ready rests until the date, and goes to the track, that the rep named', async () => {
  const { story, ann, sdr } = await called();
  await using _ = story;
  await ann.isReported(sdr, 'notReady', { reason: 'next quarter', at: story.now + 40 * DAY, track: 'quiet' });
  expect((await ann.diary()).at(-1)).toBe('  0 rested call → quiet');
  expect(await story.as('admin').leads.status({ leadId: ann.id })).toMatchObject({
    running: { track: 'quiet', until: new Date(story.now + 40 * DAY).toISOString() },
  });
});

test('a rep is refused a track that the program does not have', async () => {
  const { story, ann, sdr } = await called();
  await using _ = story;
  const report = ann.isReported(sdr, 'notReady', { reason: 'later', at: story.now + DAY, track: 'sales' });
  await expect(report).rejects.toThrow('no such track');
});

test('the meeting of a qualified lead is confirmed once, by the rep who arranged it, and a salesperson gets the lead', async () => {
  const { story, ann, sdr } = await called();
  await using _ = story;
  await ann.isReported(sdr, 'qualified', { guide, meetingAt: story.now + 9 * DAY });
  await ann.isHeldBy('deal-team');
  await story.runFor('3 days');
  const sent = await story.db.selectFrom('touches').select(['content', 'repId']).where('leadId', '=', ann.id).execute();
  expect(sent).toEqual([{ content: 'meeting', repId: story.reps[sdr] }]);
  expect((await ann.journal()).filter((line) => line.startsWith('skipped'))).toEqual([]);
});

test('the owner of a deal becomes the owner of the lead, and gets it', async () => {
  const { story, ann, sdr } = await called();
  await using _ = story;
  await ann.isReported(sdr, 'existingDeal', { owner: story.reps.tia });
  expect(await ann.isHeldBy('deal-team')).toBe('tia');
  const { ownerId } = await story.db.selectFrom('leads').select('ownerId').where('id', '=', ann.id).executeTakeFirstOrThrow();
  expect(ownerId).toBe(story.reps.tia);
});

test('a lead who wants no calls continues without one', async () => {
  const { story, ann, sdr } = await called();
  await using _ = story;
  await ann.isReported(sdr, 'doNotContact', { channels: ['phone'] });
  expect(await ann.track()).toBe('quiet');
  expect(await open(story, ann)).toEqual([]);
});

test('a lead who left the company ends', async () => {
  const { story, ann, sdr } = await called();
  await using _ = story;
  await ann.isReported(sdr, 'leftCompany');
  expect(await endOf(ann)).toBe('ended call → disqualified (leftCompany)');
});

test('a call that nobody makes goes up the ladder, and the track is told', async () => {
  const { story, ann } = await called();
  await using _ = story;
  await ann.becomes('archived');
  expect(await endOf(ann)).toBe('ended call → archived (expired)');
  expect(await callsOf(story, ann)).toMatchObject([{ state: 'cancelled' }]);
});

test('a track that waits longer is told that no rep acted before the last rung', async () => {
  const { story, ann } = await patient();
  await using _ = story;
  await ann.becomes('archived');
  expect(await endOf(ann)).toBe('ended patient → archived (slaMissed)');
  expect(await open(story, ann)).toEqual([]);
});

test('a call of a team whose SLA is only observed ends, too', async () => {
  const { story, ann } = await called({ slaMode: 'observe' });
  await using _ = story;
  await story.runFor('4 days');
  expect(await open(story, ann)).toHaveLength(1);
  await story.runFor('2 days');
  expect(await endOf(ann)).toBe('ended call → archived (expired)');
  expect(await open(story, ann)).toEqual([]);
});

test('a call back after the deadline is waited for', async () => {
  const { story, ann, sdr } = await called();
  await using _ = story;
  await ann.isReported(sdr, 'callBack', { at: story.now + 10 * DAY });
  await story.runFor('10 days');
  await ann.isReported(sdr, 'disqualified', { reason: 'too small' });
  expect(await endOf(ann)).toBe('ended call → disqualified (disqualified)');
});

test('a lead who never answers is unreachable when every attempt was made', async () => {
  const { story, ann } = await patient();
  await using _ = story;
  const sdr = (await ann.holder())!;
  for (let attempt = 1; attempt <= 8; attempt++) {
    await ann.isReported(sdr, 'noAnswer');
    await story.runFor('1 day');
  }
  expect(await endOf(ann)).toBe('ended patient → archived (unreachable)');
  expect(await open(story, ann)).toEqual([]);
});

test('a lead who wants no more emails while a rep is to call leaves, and the call is closed', async () => {
  const { story, ann } = await called();
  await using _ = story;
  await story.as('marketer').contact.close({ leadId: ann.id, channel: 'email', reason: 'doNotContact' });
  await story.settle();
  expect(await endOf(ann)).toBe('ended call → archived (doNotContact)');
  expect(await open(story, ann)).toEqual([]);
});

test('a lead who asks for a demo while a rep is to call has one call, on the fast clock', async () => {
  const { story, ann } = await called();
  await using _ = story;
  await ann.does('demoRequested');
  expect(await ann.track()).toBe('fast');
  expect(await callsOf(story, ann)).toEqual([
    { state: 'cancelled', kind: 'call' },
    { state: 'open', kind: 'call' },
  ]);
});

test('of two reports at once one is applied, and the other is told so at once, while the track continues', async () => {
  const { story, ann, sdr } = await called();
  await using _ = story;
  const reports = await Promise.allSettled([
    ann.isReported(sdr, 'doNotContact', { channels: ['phone'] }),
    ann.isReported(sdr, 'disqualified', { reason: 'too small' }),
  ]);
  const refused = reports.flatMap((report) => (report.status === 'rejected' ? [report.reason as Error] : []));
  expect(refused.map(({ message }) => message)).toEqual([
    expect.stringMatching(/already closed|closed already|its program has ended|has a task about/),
  ]);
});

test('beside a sales track no call is opened, and the story says why', async () => {
  const { story, ann, sdr } = await called();
  await using _ = story;
  await ann.isReported(sdr, 'existingDeal', { owner: story.reps.tia });
  await ann.isReported(await ann.isHeldBy('deal-team'), 'accepted');
  await story.runFor('1 hour');
  expect(await open(story, ann)).toMatchObject([{ kind: 'opportunity' }]);
  expect(await ann.journal()).toContainEqual(expect.stringContaining('failed beside the track'));
});

async function patient() {
  const begun = await called();
  const { story, ann } = begun;
  await story.as('admin').ops.moveTo({ id: randomUUID(), leadId: ann.id, track: 'patient' });
  await story.settle();
  return begun;
}
