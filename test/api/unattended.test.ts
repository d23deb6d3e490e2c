import { v7 as uuid } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recountNext } from '../../api/reports/recount.ts';
import { openMissedTasks } from '../../services/tasks/unattended.ts';
import { createWorld, type World } from './world.ts';
import { sheetsOf } from '../support/sheets.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => await world[Symbol.asyncDispose]());

const tasksOf = async (leadId: string) =>
  await world.db
    .selectFrom('tasks')
    .select(['kind', 'state', 'assigneeId', 'because', 'sla'])
    .where('leadId', '=', leadId)
    .execute();
const asksForDemo = async (email: string, id = uuid()) =>
  await world.as('intake').leads.add({
    lead: { email, company: 'Pier Seven' },
    source: 'test',
    consentBasis: 'inquiry',
    engagement: { id, kind: 'demoRequested' },
  });
const unattended = async () => await world.as('admin').ops.unattended();

test('a form without a campaign ends in a task with an SLA, with what was written', async () => {
  const rep = await world.rep('sdr', 'Sam');
  const answer = await world.api.inject({
    method: 'POST',
    url: '/f/demo',
    payload: { email: 'ann@pier7.example', company: 'Pier Seven', message: 'We have 40 gates.' },
  });
  expect(answer.statusCode).toBe(202);
  await world.confirm('ann@pier7.example');
  const { id } = await world.db.selectFrom('leads').select('id').executeTakeFirstOrThrow();
  expect(await tasksOf(id)).toMatchObject([
    {
      kind: 'request',
      state: 'open',
      assigneeId: rep,
      because: 'asked for a demo; it was their turn',
      sla: 'request',
    },
  ]);
  expect(await sheetsOf(world.as('rep', rep))).toMatchObject([
    { lead: { leadId: id }, messages: [{ body: 'We have 40 gates.' }] },
  ]);
  expect(await unattended()).toMatchObject({ count: 0 });
});

test('a request of a customer is a task of the rep who owns the account, and the same request twice is one task', async () => {
  await world.rep('sdr', 'Sam');
  const owner = await world.rep('salesperson', 'Olga', 'deal-team');
  const { leadId } = await world
    .as('intake')
    .leads.add({ lead: { email: 'ann@pier7.example', company: 'Pier Seven' }, source: 'test', consentBasis: 'optIn' });
  await world.db.updateTable('accounts').set({ kind: 'customer', ownerId: owner }).execute();
  const id = uuid();
  for (let times = 0; times < 2; times++) await asksForDemo('ann@pier7.example', id);
  expect(await tasksOf(leadId)).toMatchObject([{ assigneeId: owner, because: 'asked for a demo; owns the account' }]);
});

test('a request by a disqualified lead becomes a task, and brings no marketing email', async () => {
  const rep = await world.rep('sdr', 'Sam');
  const leadId = await world.lead('ann@pier7.example');
  await world.db.updateTable('leads').set({ stage: 'disqualified' }).execute();
  await asksForDemo('ann@pier7.example');
  expect(await tasksOf(leadId)).toMatchObject([{ assigneeId: rep }]);
  expect(await world.db.selectFrom('enrolments').selectAll().execute()).toEqual([]);
});

test('a running program is told of a request, and there is no second task', async () => {
  await world.rep('sdr', 'Sam');
  const leadId = await world.enrolled('ann@pier7.example');
  await asksForDemo('ann@pier7.example');
  expect(await tasksOf(leadId)).toEqual([]);
  expect(await unattended()).toMatchObject({ count: 0 });
});

test('without a team, a request is listed until there is a team to take it', async () => {
  const { leadId } = await asksForDemo('ann@pier7.example');
  expect(await unattended()).toMatchObject({
    count: 1,
    unattended: [
      {
        kind: 'request',
        leadId,
        who: 'ann@pier7.example',
        since: new Date(world.now).toISOString(),
        age: '0 hours',
        because: 'asked for something, and no rep was told (asked for a demo)',
        todo: expect.stringContaining('ops.attend'),
      },
    ],
  });
  const give = async () => await openMissedTasks(world.db, world.deps.policy, uuid, world.now);
  expect(await give()).toBe(0);
  await world.rep('sdr', 'Sam');
  expect(await give()).toBe(1);
  expect(await give()).toBe(0);
  expect(await unattended()).toMatchObject({ count: 0, unattended: [] });
});

test('a lead who came in and did nothing waits for a campaign, and is counted there', async () => {
  await world.lead('ann@pier7.example');
  expect(await unattended()).toMatchObject({ count: 0, leads: { ready: 1, nowhere: 0 } });
});

test('a click on a link that looks like a demo is not a request', async () => {
  await world.rep('sdr', 'Sam');
  const leadId = await world.lead('ann@pier7.example');
  await world.as('intake').leads.add({
    lead: { email: 'ann@pier7.example' },
    source: 'click',
    consentBasis: 'none',
    engagement: { id: uuid(), kind: 'demoRequested' },
  });
  expect(await tasksOf(leadId)).toEqual([]);
});

test('one call gives leads without an owner to a rep, and says what is left for a person', async () => {
  const leadId = await world.lead('ann@pier7.example');
  const sam = await world.rep('sdr', 'Sam');
  const act = {
    id: uuid(),
    leadId,
    kind: 'downloaded',
    at: new Date(world.now),
    source: 'crm',
    verdict: 'human',
    human: true,
  } as const;
  await world.db.insertInto('engagements').values(act).execute();
  const text = {
    id: uuid(),
    channel: 'sms',
    address: '491511',
    body: 'Hi',
    receivedAt: new Date(world.now),
    state: 'waiting',
  } as const;
  await world.db.insertInto('incomingTexts').values(text).execute();
  expect(await unattended()).toMatchObject({ count: 2, counts: { lead: 1, text: 1 }, leads: { nowhere: 1 } });
  expect(await world.as('manager', sam).ops.attend()).toMatchObject({ attended: 1, left: 1, counts: { lead: 0, text: 1 } });
  expect(await tasksOf(leadId)).toMatchObject([{ assigneeId: sam, because: 'downloaded a guide; it was their turn' }]);
  expect(await world.as('manager', sam).ops.attend()).toMatchObject({ attended: 0, left: 1 });
});

test('a task that no clock drives is listed when it is two days late', async () => {
  const rep = await world.rep('sdr', 'Sam');
  const leadId = await world.lead('ann@pier7.example');
  await asksForDemo('ann@pier7.example');
  world.now += 4 * 24 * 3_600_000;
  expect(await unattended()).toMatchObject({
    unattended: [{ kind: 'task', leadId, age: '3 days', todo: expect.stringContaining('tasks.assign') }],
  });
  expect(await tasksOf(leadId)).toMatchObject([{ assigneeId: rep }]);
});

test('a request that a program received and ignored is listed after two days, and given to a rep', async () => {
  const rep = await world.rep('sdr', 'Sam');
  const leadId = await world.enrolled('ann@pier7.example');
  await asksForDemo('ann@pier7.example');
  world.now += 3 * 24 * 3_600_000;
  expect(await unattended()).toMatchObject({ unattended: [{ kind: 'request', leadId, age: '3 days' }] });
  expect(await world.as('admin').ops.attend()).toMatchObject({ attended: 1, left: 0 });
  expect(await tasksOf(leadId)).toMatchObject([{ assigneeId: rep }]);
});

test('if counting takes long, its numbers are saved without names, and the list leaves out leads that have an owner by then', async () => {
  const leadId = await asksForDemo('ann@pier7.example').then(({ leadId: id }) => id);
  while ((await recountNext(world.deps)) > 0);
  await world.db.updateTable('savedReports').set({ tookMs: 5_000 }).where('asked', '=', 'unattended {}').execute();
  expect(await unattended()).toMatchObject({ count: 1, unattended: [{ leadId, who: 'ann@pier7.example' }] });
  const saved = await world.db.selectFrom('savedReports').select('answer').where('asked', '=', 'unattended {}').execute();
  expect(JSON.stringify(saved)).not.toContain('ann@');
  await world.rep('sdr', 'Sam');
  expect(await openMissedTasks(world.db, world.deps.policy, uuid, world.now)).toBe(1);
  expect(await unattended()).toMatchObject({ count: 0, counts: { request: 0 }, unattended: [] });
});
