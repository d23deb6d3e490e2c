import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { writesBack } from '../support/mail-to-us.ts';
import { DAY, MINUTE } from '../../domain/time/duration.ts';
import { app } from '../support/app.ts';
import { guide } from '../support/guide.ts';
import type { Person } from '../support/person.ts';
import { beginStory, START, type RepName, type Story } from '../support/story.ts';
import { sheetsOf } from '../support/sheets.ts';

async function called(story: Story): Promise<{ ann: Person; rep: RepName; taskId: string }> {
  const ann = await story.lead();
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  return { ann, rep, ...(await ann.task(rep)) };
}

/** A lead with an open deal, which a salesperson works. */
async function inDeal(story: Story): Promise<{ ann: Person; rep: RepName; taskId: string }> {
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  await ann.isReported(rep, 'accepted');
  await ann.isReported(rep, 'opportunity', { amount: 9_000, closeAt: story.now + 9 * DAY, nextStep: 'Sign' });
  return { ann, rep, ...(await ann.task(rep)) };
}

const other = (rep: RepName): RepName => (rep === 'sam' ? 'sue' : 'sam');

test('a rep can undo a wrong click for ten minutes', async () => {
  await using story = await beginStory();
  const { ann, rep, taskId } = await called(story);
  await ann.isReported(rep, 'disqualified', { reason: 'A student' });
  await expect(story.asRep(other(rep)).tasks.undo({ taskId })).rejects.toMatchObject({ data: { code: 'otherReport' } });
  await story.runFor('9 minutes');
  expect((await story.asRep(rep).tasks.undo({ taskId })).lead).toMatchObject({ stage: 'mql', label: 'MQL' });
  await story.settle();
  await ann.isReported(rep, 'noAnswer');
  await story.runFor('11 minutes');
  await expect(story.asRep(rep).tasks.undo({ taskId })).rejects.toMatchObject({ data: { code: 'undoOver' } });
});

test('later the manager takes it back; the story and the audit say who did, and the rep gets the full time', async () => {
  await using story = await beginStory();
  const { ann, rep, taskId } = await called(story);
  await ann.isReported(rep, 'disqualified', { reason: 'A student' });
  await story.runFor('3 days');
  await story.asRep('mia').tasks.undo({ taskId });
  await story.settle();
  const lines = (await story.as('admin').leads.story({ leadId: ann.id })).map(({ text }) => text);
  expect(lines).toContainEqual(
    expect.stringContaining('reported "Not a fit" (Another reason): A student (and took it back later)'),
  );
  expect(lines).toContainEqual('the report "Not a fit" was taken back (by Mia Stone)');
  expect(lines).toContain('is MQL as before');
  const task = await story.db.selectFrom('tasks').selectAll().where('id', '=', taskId).executeTakeFirstOrThrow();
  expect(task).toMatchObject({ state: 'open', round: 2 });
  expect(task.dueAt!.getTime()).toBeGreaterThan(story.now);
  await ann.isReported(rep, 'noAnswer');
  const { items: acts } = await story.as('admin').audit.list({ action: 'tasks.undo' });
  expect(acts).toMatchObject([{ outcome: 'done', principal: 'manager' }]);
});

test('a colleague who was named by mistake gets no call, and the one who was meant gets one', async () => {
  await using story = await beginStory();
  const { ann, rep, taskId } = await called(story);
  const names = (email: string) => ann.isReported(rep, 'wrongContact', { correction: { email, phone: '+49 30 901820' } });
  const calls = async () =>
    await story.db
      .selectFrom('tasks')
      .innerJoin('leads', 'leads.id', 'tasks.leadId')
      .select(['leads.email', 'tasks.state', 'tasks.outcome'])
      .where('tasks.kind', '=', 'colleague')
      .orderBy('leads.email')
      .execute();
  await names('a.wrong@pier7.example');
  expect(await calls()).toMatchObject([{ state: 'open' }]);
  const { remains } = await story.asRep(rep).tasks.undo({ taskId });
  expect(remains).toEqual(['a.wrong@pier7.example was added as a lead.']);
  await story.settle();
  await names('b.right@pier7.example');
  expect(await calls()).toEqual([
    { email: 'a.wrong@pier7.example', state: 'cancelled', outcome: 'reportTakenBack' },
    { email: 'b.right@pier7.example', state: 'open', outcome: null },
  ]);
});

test('a task that ends because a report is taken back says so in the story', async () => {
  await using story = await beginStory();
  const { ann, rep, taskId } = await called(story);
  await ann.isReported(rep, 'qualified', { guide, meetingAt: START + DAY });
  await story.asRep(rep).tasks.undo({ taskId });
  await story.settle();
  const lines = (await story.as('admin').leads.story({ leadId: ann.id })).map(({ text }) => text);
  expect(lines).toContain('acceptance task cancelled: the report was taken back');
});

test('emails that went out in the meantime are listed, because nobody can recall them', async () => {
  await using story = await beginStory();
  const { ann, rep, taskId } = await called(story);
  await ann.isReported(rep, 'noAnswer');
  await ann.gets('missed-call');
  const { remains } = await story.asRep('mia').tasks.undo({ taskId });
  expect(remains).toEqual([expect.stringMatching(/^The email "missed-call" went out on 2026-03-1\d \d\d:\d\d UTC\.$/)]);
});

test('an email that has not gone out yet stays here', async () => {
  await using story = await beginStory();
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  const rep = (await ann.holder())!;
  const { taskId } = await ann.task(rep);
  await ann.isReported(rep, 'accepted');
  const sentBefore = await ann.got();
  await story.asRep(rep).tasks.undo({ taskId });
  await story.runFor('2 hours');
  expect(await ann.got()).toEqual(sentBefore);
});

test('the latest report is taken back first', async () => {
  await using story = await beginStory();
  const { ann, rep, taskId } = await called(story);
  await ann.isReported(rep, 'qualified', { guide, meetingAt: story.now + 2 * DAY });
  const seller = (await ann.holder())!;
  const { taskId: acceptance } = await ann.task(seller);
  await ann.isReported(seller, 'accepted');
  await expect(story.asRep(rep).tasks.undo({ taskId })).rejects.toMatchObject({ data: { code: 'laterReport' } });
  await story.asRep(seller).tasks.undo({ taskId: acceptance });
  await story.settle();
  await story.asRep(rep).tasks.undo({ taskId });
  await story.settle();
  expect(await ann.holder()).toBe(rep);
  expect(await sheetsOf(story.asRep(seller))).toEqual([]);
});

test('a task that Trellis closed after its last attempt is open again, and the rep can report once more', async () => {
  await using story = await beginStory({ policy: { ...app.policy, cadence: { ...app.policy.cadence, most: 1 } } });
  const { ann, rep, taskId } = await called(story);
  await ann.isReported(rep, 'noAnswer');
  expect(await ann.stage()).toBe('recycled');
  await story.asRep(rep).tasks.undo({ taskId });
  await story.settle();
  expect(await ann.task(rep)).toEqual({ taskId });
  expect(await ann.stage()).toBe('mql');
  const lines = (await story.as('admin').leads.story({ leadId: ann.id })).map(({ text }) => text);
  expect(lines).toContainEqual(expect.stringMatching(/^call task open again \(by /));
  await ann.isReported(rep, 'disqualified', { reason: 'A student' });
  expect(await ann.stage()).toBe('disqualified');
});

test('a deal that ended with its task is open again with it', async () => {
  await using story = await beginStory();
  const { ann, rep, taskId } = await inDeal(story);
  await ann.isReported(rep, 'noAnswer');
  const results = async () => (await story.db.selectFrom('opportunities').select('result').execute()).map(({ result }) => result);
  await story.as('marketer').leads.move({ leadId: ann.id, track: 'educate' });
  await story.settle();
  expect(await results()).toEqual(['recycled']);
  await story.asRep(rep).tasks.undo({ taskId });
  await story.settle();
  expect(await results()).toEqual([null]);
  expect(await ann.task(rep)).toEqual({ taskId });
});

test('a clock that starts after an undo climbs its whole ladder', async () => {
  await using story = await beginStory();
  const { ann, rep, taskId } = await called(story);
  await ann.isReported(rep, 'noAnswer');
  await story.runFor('2 days');
  const before = await ann.ladder();
  expect(before).not.toEqual([]);
  await story.asRep('mia').tasks.undo({ taskId });
  await story.runFor('2 days');
  const rungs = ['remind', 'alertManager', 'reassign', 'decide'];
  expect((await ann.ladder()).slice(before.length).map((line) => line.split(' ')[3])).toEqual(rungs);
});

test('a report is taken back once', async () => {
  await using story = await beginStory();
  const { ann, rep, taskId } = await called(story);
  await ann.isReported(rep, 'noAnswer');
  const { reportId } = await story.asRep(rep).tasks.undo({ taskId });
  await expect(story.asRep(rep).tasks.undo({ reportId: reportId! })).rejects.toMatchObject({ data: { code: 'takenBack' } });
  await expect(story.asRep(rep).tasks.undo({ taskId })).rejects.toMatchObject({ data: { code: 'nothingReported' } });
});

test('a deal that was won is open again, and its account is no longer a customer', async () => {
  await using story = await beginStory();
  const { ann, rep, taskId } = await inDeal(story);
  await ann.isReported(rep, 'won', { learned: 'x' });
  await story.runFor('5 days');
  await story.as('admin').tasks.undo({ taskId });
  await story.settle();
  expect(await ann.stage()).toBe('opportunity');
  const [account] = await story.db.selectFrom('accounts').select('kind').execute();
  expect(account).toEqual({ kind: 'prospect' });
  await ann.isReported(rep, 'lost', { reason: 'They changed their mind' }, 'price');
  expect(await ann.stage()).toBe('recycled');
});

test('a lead whose campaign was stopped goes back to sales only: nurture does not follow when sales gives it back again', async () => {
  await using story = await beginStory();
  const { ann, rep, taskId } = await called(story);
  const marketer = story.as('marketer');
  const { campaignId } = (await marketer.leads.get({ leadId: ann.id })).program!;
  await marketer.campaigns.stop({ campaignId, leadId: ann.id, because: 'sales wants her alone' });
  await story.settle();
  const notReady = { reason: 'next month', at: story.now + 30 * DAY, track: 'connect' } as const;
  const isIn = async () => (await marketer.campaigns.get({ campaignId })).progress.in;
  await ann.isReported(rep, 'notReady', notReady);
  await story.settle();
  expect(await isIn()).toBe(0);
  await story.asRep(rep).tasks.undo({ taskId });
  await story.settle();
  expect([await isIn(), await ann.holder()]).toEqual([1, rep]);
  await ann.isReported(rep, 'notReady', notReady);
  await story.settle();
  expect(await isIn()).toBe(0);
});

test('a lead that is already in another campaign stays there', async () => {
  await using story = await beginStory();
  const { ann, rep, taskId } = await called(story);
  await ann.isReported(rep, 'disqualified', { reason: 'A student' });
  await story.db.updateTable('leads').set({ stage: 'inquiry' }).where('id', '=', ann.id).execute();
  const audience = { leadIds: [ann.id] };
  await story.as('marketer').campaigns.launch({ name: 'Autumn', program: 'newcomers', audience, again: true });
  await story.settle();
  await expect(story.asRep(rep).tasks.undo({ taskId })).rejects.toMatchObject({ data: { code: 'inCampaign', value: 'Autumn' } });
});

/** Which channels reach a lead, and its enrolment. */
const pick = <T extends { readonly email: unknown; readonly phone: unknown; readonly enrolment: unknown }>(status: T) => ({
  email: status.email,
  phone: status.phone,
  enrolment: status.enrolment,
});

test.each([
  ['answered', {}],
  ['notInterested', { reason: 'Said so' }],
  ['later', { at: START + 40 * DAY }],
  ['doNotContact', { channels: ['email', 'phone'] }],
  ['leftCompany', {}],
] as const)('"%s" about a reply is taken back: the task is open, and emails wait for it again', async (disposition, details) => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  await writesBack(story, ann, 'Forwarded to a colleague, who will see.');
  const shown = async () => ({
    tasks: (await story.db.selectFrom('tasks').selectAll().execute()).filter(({ outcome }) => outcome !== 'reportTakenBack'),
    closed: await story.db.selectFrom('suppressions').selectAll().where('liftedAt', 'is', null).execute(),
    track: await ann.track(),
    stage: await ann.stage(),
    may: pick(await story.as('admin').leads.status({ leadId: ann.id })),
  });
  const was = await shown();
  const { id: taskId, assigneeId } = was.tasks[0]!;
  const [rep] = Object.entries(story.reps).find(([, id]) => id === assigneeId)! as [RepName, string];
  await story.asRep(rep).tasks.report({ id: v7(), taskId, disposition, details: details as object });
  await story.settle();
  expect(await shown()).not.toEqual(was);
  await story.asRep(rep).tasks.undo({ taskId });
  await story.settle();
  expect(await shown()).toEqual(was);
});

/** Ann writes back, and her reply becomes a task. */
async function replies(story: Story, ann: Person): Promise<{ rep: RepName; taskId: string }> {
  await writesBack(story, ann, 'Forwarded to a colleague, who will see.');
  const open = story.db.selectFrom('tasks').select(['id', 'assigneeId']).where('state', '=', 'open');
  const { id: taskId, assigneeId } = await open.executeTakeFirstOrThrow();
  const [rep] = Object.entries(story.reps).find(([, id]) => id === assigneeId)! as [RepName, string];
  return { rep, taskId };
}

/** Why a channel of a lead is closed, if it is. */
const closedFor = async (story: Story) =>
  (await story.db.selectFrom('suppressions').select('reason').where('liftedAt', 'is', null).execute()).map(
    ({ reason }) => reason,
  );

const saysNo = async (story: Story, { rep, taskId }: { rep: RepName; taskId: string }) =>
  await story
    .asRep(rep)
    .tasks.report({ id: v7(), taskId, disposition: 'doNotContact', details: { channels: ['email', 'phone'] } });

test.each(['a report', 'marketing'])('a no that %s has repeated stays after the first one is taken back', async (who) => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  const first = await replies(story, ann);
  await saysNo(story, first);
  await story.settle();
  const repeated = who === 'a report' ? await replies(story, ann) : undefined;
  if (repeated) await saysNo(story, repeated);
  else await story.as('marketer').contact.close({ leadId: ann.id, channel: 'email', reason: 'doNotContact' });
  await story.settle();
  await story.asRep('mia').tasks.undo({ taskId: first.taskId });
  await story.runFor('30 days');
  expect(new Set(await closedFor(story))).toEqual(new Set(['doNotContact']));
  expect(await ann.got()).toEqual(['guide']);
  expect(await ann.stage()).toBe('archived');
  if (!repeated) return;
  await story.asRep('mia').tasks.undo({ taskId: repeated.taskId });
  await story.settle();
  expect(await closedFor(story)).toEqual([]);
});

test('a program that ended for another reason does not begin again when a report about a reply is taken back', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  await story.runFor('1 day');
  const { rep, taskId } = await replies(story, ann);
  await story.asRep(rep).tasks.report({ id: v7(), taskId, disposition: 'answered' });
  await ann.becomes('archived');
  const sent = await ann.got();
  await story.asRep('mia').tasks.undo({ taskId });
  await story.runFor('60 days');
  expect(await ann.task(rep)).toEqual({ taskId });
  expect(await ann.stage()).toBe('archived');
  expect(await ann.got()).toEqual(sent);
});

test('a marketer moves a lead to another track, and back again', async () => {
  await using story = await beginStory();
  const ann = await story.lead();
  const moved = await story.as('marketer').leads.move({ leadId: ann.email, track: 'offer' });
  expect(moved).toMatchObject({
    status: 'applied',
    was: 'educate',
    text: 'The lead now continues in the track "offer". To undo this, move it back to "educate".',
  });
  expect(await ann.track()).toBe('offer');
  await story.as('marketer').leads.move({ leadId: ann.id, track: moved.was! });
  await story.settle();
  expect(await ann.track()).toBe('educate');
  expect(await ann.got()).toEqual(['guide']);
});

test('the answer to a report says what happens next, and until when it can be taken back', async () => {
  await using story = await beginStory();
  const { rep, taskId } = await called(story);
  const answer = await story
    .asRep(rep)
    .tasks.report({ id: v7(), taskId, disposition: 'disqualified', details: { reason: 'A student' } });
  expect(answer).toMatchObject({
    status: 'applied',
    text: 'The task is done. The lead is Disqualified.',
    lead: { stage: 'disqualified', label: 'Disqualified' },
    undoUntil: new Date(START + 10 * MINUTE).toISOString().replace('000Z', '001Z'),
  });
});
