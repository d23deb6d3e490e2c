import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { UpdateRejected } from '../../engine/engine.ts';
import { DAY } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let sam: string;
let leadId: string;
let taskId: string;
let calls = 0;

beforeAll(async () => {
  world = await createWorld();
  sam = await world.rep('sdr', 'Sam Rivers');
});
afterAll(async () => await world[Symbol.asyncDispose]());
beforeEach(async () => {
  world.engine.isDown = false;
  world.engine.rejection = undefined;
  leadId = await world.enrolled(`lead${++calls}@pier7.example`);
  taskId = await world.task(leadId, sam);
});

const asSam = () => world.as('rep', sam);
const stored = async (id: string) =>
  await world.db.selectFrom('dispositions').selectAll().where('id', '=', id).executeTakeFirst();

test('a rep sees their open tasks with clock, trigger, guide, what was sent and what came of it', async () => {
  const key = await world.touch(leadId);
  await world.api.inject({
    method: 'GET',
    url: new URL(world.links.sign('click', key, 'guide')).pathname,
    headers: { 'user-agent': 'Mozilla/5.0 (X11) Firefox/140.0' },
  });
  const task = await asSam().tasks.get({ taskId });
  expect(task).toMatchObject({
    kind: 'call',
    team: 'sdr-team',
    lead: { leadId, email: `lead${calls}@pier7.example` },
    why: { trigger: { kind: 'mql', text: 'became MQL', at: new Date(NOON).toISOString() }, score: { interest: 10 } },
    clock: {
      sla: 'firstAttempt',
      label: 'First attempt on an MQL',
      from: '2026-03-10T10:00:00.000Z',
      dueAt: '2026-03-10T14:00:00.000Z',
      reached: [],
    },
    sent: [{ content: 'guide', subject: 'The guide', reactions: ['downloaded'] }],
  });
  expect(task.guide).toHaveProperty('need');
  expect(task.mayReport.find(({ disposition }) => disposition === 'notReady')).toMatchObject({
    requires: ['reason', 'at', 'track'],
  });
  expect(task.mayReport.map(({ disposition }) => disposition)).not.toContain('won');
});

test('a rep sees the open deal of a task: its amount, when it closes, the next step and when it last moved', async () => {
  const seen = async () => (await asSam().tasks.get({ taskId })).deals;
  expect(await seen()).toEqual([]);
  const at = new Date(NOON);
  const closeAt = new Date(NOON + 30 * DAY);
  const { accountId } = await world.db.selectFrom('leads').select('accountId').where('id', '=', leadId).executeTakeFirstOrThrow();
  const deal = { id: v7(), leadId, accountId, ownerId: sam, taskId, amount: 24_000, nextStep: 'Send the offer', closeAt };
  await world.db
    .insertInto('opportunities')
    .values({ ...deal, stageChangedAt: at, openedAt: at })
    .execute();
  expect(await seen()).toMatchObject([
    { amount: 24_000, closeAt: closeAt.toISOString(), nextStep: 'Send the offer', movedAt: new Date(NOON).toISOString(), taskId },
  ]);
  await world.db.updateTable('opportunities').set({ closedAt: at, result: 'lost' }).where('id', '=', deal.id).execute();
  expect(await seen()).toEqual([]);
});

test("a report sends the facts to the lead, and saves the rep's words in Postgres", async () => {
  const id = v7();
  const until = NOON + 30 * DAY;
  const details = { reason: 'Their budget comes in April, says Ann', at: until, track: 'connect' };
  const answer = await asSam().tasks.report({ id, taskId, disposition: 'notReady', details });
  expect(answer).toMatchObject({ status: 'applied', next: 'noted' });
  expect(world.engine.heard.at(-1)).toEqual({
    leadId,
    name: 'reportOutcome',
    payload: { id, taskId, by: sam, disposition: 'notReady', at: NOON, until, track: 'connect' },
  });
  expect(await stored(id)).toMatchObject({ details, state: 'applied', answer: 'noted', repId: sam });
});

test('an incomplete report is refused with what it lacks, and is not sent', async () => {
  const id = v7();
  const report = asSam().tasks.report({ id, taskId, disposition: 'notReady', details: { reason: 'later' } });
  await expect(report).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: '"Interested, not ready" needs at (When), track (Where to). Give these in details, under the names shown.',
    data: { code: 'fieldsMissing', value: ['at', 'track'] },
  });
  const guide = asSam().tasks.report({
    id,
    taskId,
    disposition: 'qualified',
    details: { guide: {}, meetingAt: '2026-03-12T09:00:00+01:00' },
  });
  await expect(guide).rejects.toMatchObject({ data: { value: ['guide'] } });
  const surplus = asSam().tasks.report({ id, taskId, disposition: 'noAnswer', details: { amount: 5 } });
  await expect(surplus).rejects.toMatchObject({ data: { code: 'fieldsUnknown', value: ['amount'] } });
  expect(await stored(id)).toBeUndefined();
});

test('a rep says when to call back as on the phone, in the time of the lead', async () => {
  await world.db.updateTable('leads').set({ zone: 'America/New_York' }).where('id', '=', leadId).execute();
  const report = { id: v7(), taskId, disposition: 'callBack', details: { at: 'tomorrow 10:00' } } as const;
  const first = await asSam().tasks.report(report);
  expect(await stored(report.id)).toMatchObject({ details: { at: Date.parse('2026-03-11T10:00:00-04:00') } });
  // Repeated after midnight, "tomorrow" is the same day.
  world.now = NOON + DAY;
  expect(await asSam().tasks.report(report)).toEqual(first);
  world.now = NOON;
  const refused = (at: string) => expect(asSam().tasks.report({ taskId, disposition: 'callBack', details: { at } })).rejects;
  await refused('some day').toMatchObject({
    message: expect.stringMatching(/^details.at: expected an instant .* such as tomorrow 10:00/) as string,
    data: { code: 'invalidInput', field: 'details.at', value: 'some day' },
  });
  await refused('today 5:00').toMatchObject({ data: { code: 'atPast' } });
});

test('a rep who reports what does not fit the task is told what does', async () => {
  const replyId = await world.task(leadId, sam, 'reply');
  const wrong = async (id: string, disposition: string) =>
    await asSam()
      .tasks.report({ taskId: id, disposition: disposition as 'answered' })
      .catch(({ message }: Error) => message);
  const todo = 'Report one of these: answered, notInterested, later, leftCompany, doNotContact.';
  expect(await wrong(replyId, 'answerd')).toBe(
    `"answerd" can’t be reported about this reply task. Did you mean "answered"? ${todo}`,
  );
  // It lacks fields, too, but with them it would still not fit.
  expect(await wrong(replyId, 'qualified')).toContain(todo);
  const search = await world.task(leadId, sam, 'findContact');
  expect(await wrong(search, 'answered')).toContain('Close the task instead (tasks.close).');
});

test('a rep who reports twice changes the lead once', async () => {
  const report = { id: v7(), taskId, disposition: 'noAnswer' } as const;
  const first = await asSam().tasks.report(report);
  world.now = NOON + 60_000;
  expect(await asSam().tasks.report(report)).toEqual(first);
  world.now = NOON;
  expect(world.engine.told('reportOutcome').filter(({ id }) => id === report.id)).toHaveLength(1);
});

test('the id of a report can not be used for another one', async () => {
  const id = v7();
  await asSam().tasks.report({ id, taskId, disposition: 'noAnswer' });
  await expect(asSam().tasks.report({ id, taskId, disposition: 'voicemail' })).rejects.toMatchObject({
    code: 'UNPROCESSABLE_CONTENT',
    data: { code: 'keyReused', value: id },
  });
});

test('a report on a reassigned task is answered with the name of its assignee', async () => {
  const kim = await world.rep('sdr', 'Kim Lee');
  world.engine.rejection = new UpdateRejected('TaskReassigned', [kim]);
  const id = v7();
  await expect(asSam().tasks.report({ id, taskId, disposition: 'noAnswer' })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('This task was reassigned to Kim Lee.') as string,
    data: { code: 'taskReassigned' },
  });
  expect(await stored(id)).toMatchObject({ state: 'rejected', answer: 'taskReassigned' });
});

test('while the engine is down, a report is queued, and applied once when it is back', async () => {
  world.engine.isDown = true;
  const report = { id: v7(), taskId, disposition: 'voicemail' } as const;
  expect(await asSam().tasks.report(report)).toMatchObject({ status: 'queued' });
  expect(await asSam().tasks.report(report)).toMatchObject({ status: 'queued' });
  expect(await stored(report.id)).toMatchObject({ state: 'queued' });
  world.engine.isDown = false;
  await world.relay();
  expect(world.engine.told('reportOutcome').filter(({ id }) => id === report.id)).toHaveLength(1);
  expect(await stored(report.id)).toMatchObject({ state: 'applied', answer: 'noted' });
  expect(await asSam().tasks.report(report)).toMatchObject({ status: 'applied', next: 'noted' });
});

test('a queued report that the lead rejects is saved as rejected', async () => {
  world.engine.isDown = true;
  const id = v7();
  await asSam().tasks.report({ id, taskId, disposition: 'voicemail' });
  world.engine.isDown = false;
  world.engine.rejection = new UpdateRejected('TaskClosed');
  await world.relay();
  expect(await stored(id)).toMatchObject({ state: 'rejected', answer: 'TaskClosed' });
});

test('a lead whose program has ended takes no report', async () => {
  world.engine.end(leadId);
  await expect(asSam().tasks.report({ id: v7(), taskId, disposition: 'noAnswer' })).rejects.toMatchObject({
    code: 'CONFLICT',
    data: { code: 'leadNotRunning' },
  });
});

test('an unknown task is said to be unknown', async () => {
  const unknown = v7();
  await expect(asSam().tasks.report({ id: v7(), taskId: unknown, disposition: 'noAnswer' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: `There is no task ${unknown}.`,
  });
  await expect(asSam().tasks.claim({ id: v7(), taskId: unknown })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the key identifies the rep who reports; a key without a rep can’t report', async () => {
  await expect(world.as('rep').tasks.report({ id: v7(), taskId, disposition: 'noAnswer' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
    data: { code: 'noRep' },
  });
});

test('a rep of the team may claim a task, one of another team may not', async () => {
  const sue = await world.rep('sdr', 'Sue Park');
  const tom = await world.rep('salesperson', 'Tom Field', 'deal-team');
  const id = v7();
  expect(await world.as('rep', sue).tasks.claim({ id, taskId })).toEqual({
    status: 'applied',
    next: 'noted',
    text: 'The task is yours.',
  });
  expect(world.engine.heard.at(-1)).toMatchObject({ name: 'claim', payload: { id, taskId, by: sue } });
  await expect(world.as('rep', tom).tasks.claim({ id: v7(), taskId })).rejects.toMatchObject({
    code: 'FORBIDDEN',
    data: { code: 'otherTeam' },
  });
});

test('an overdue task waits for its manager, who decides', async () => {
  const mia = await world.rep('manager', 'Mia Stone');
  await world.db.updateTable('tasks').set({ sla: 'managerDecision', round: 2 }).where('id', '=', taskId).execute();
  const { items } = await world.as('manager', mia).tasks.list({ of: 'team', state: 'toDecide' });
  expect(items.map((task) => task.taskId)).toEqual([taskId]);
  const id = v7();
  await world.as('manager', mia).tasks.decide({ id, taskId, decision: 'reassign', to: sam });
  expect(world.engine.heard.at(-1)).toEqual({
    leadId,
    name: 'decide',
    payload: { id, taskId, by: mia, at: NOON, decision: 'reassign', to: sam },
  });
  await expect(world.as('manager', mia).tasks.decide({ id: v7(), taskId, decision: 'reassign', to: v7() })).rejects.toMatchObject(
    { code: 'NOT_FOUND' },
  );
});

test("a manager can't assign work to a rep who has left, or who is in another team", async () => {
  const mia = world.as('manager', await world.rep('manager', 'Mia Stone'));
  const gone = await world.rep('sdr', 'Gus Gone');
  await world.db.updateTable('reps').set({ active: false }).where('id', '=', gone).execute();
  const tom = await world.rep('salesperson', 'Tom Field', 'deal-team');
  for (const give of [
    (to: string) => mia.tasks.assign({ taskId, to }),
    (to: string) => mia.tasks.decide({ id: v7(), taskId, decision: 'reassign', to }),
  ]) {
    await expect(give(gone)).rejects.toMatchObject({ data: { code: 'repInactive' } });
    await expect(give(tom)).rejects.toMatchObject({ code: 'NOT_FOUND', data: { code: 'repUnknown' } });
  }
  const deal = (owner: string) => asSam().tasks.report({ id: v7(), taskId, disposition: 'existingDeal', details: { owner } });
  await expect(deal(gone)).rejects.toMatchObject({ data: { code: 'repInactive' } });
  await expect(deal(v7())).rejects.toMatchObject({ data: { code: 'repUnknown' } });
});

test('of several who close a task by hand at once one is told that it is closed, and their words are saved', async () => {
  const reply = await world.task(leadId, sam, 'reply');
  const outcomes = Array.from({ length: 10 }, (_, n) => `answer ${n}`);
  const close = async (outcome: string) =>
    await asSam()
      .tasks.close({ taskId: reply, outcome })
      .then(
        () => outcome,
        (error: { data: { code: string } }) => error.data.code,
      );
  const told = await Promise.all(outcomes.map(close));
  const { outcome } = await world.db.selectFrom('tasks').select('outcome').where('id', '=', reply).executeTakeFirstOrThrow();
  expect(told.filter((answer) => answer !== 'taskClosed')).toEqual([outcome]);
  expect(await close(outcome!)).toBe(outcome);
});

test('a reply that was answered is closed by hand, a call is not', async () => {
  const reply = await world.task(leadId, sam, 'reply');
  await asSam().tasks.close({ taskId: reply, outcome: 'answered their question' });
  expect((await asSam().tasks.list()).items.map((task) => task.taskId)).not.toContain(reply);
  await expect(asSam().tasks.close({ taskId, outcome: 'done' })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    data: { code: 'needsReport' },
  });
});
