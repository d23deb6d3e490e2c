import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { upsertAbsence } from '../../db/staff/absences.ts';
import { upsertRep } from '../../db/staff/teams.ts';
import { DAY } from '../../domain/time/duration.ts';
import { NOON, addAccount, addLead, addRep, addTeam, callOrder, iso, taskOf, world } from './world.ts';

test('a task has an assignee, a reason, a trigger and a clock in working time from the moment the lead was ready', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  const trigger = { kind: 'demoRequested', at: NOON } as const;
  const { taskId, assigneeId, clock } = await w.openTask(callOrder(ref, { trigger }));
  expect(clock?.rungs.map(({ rung, at }) => `${rung} ${iso(at)}`)).toEqual([
    'remind 2026-03-04T15:00:00.000Z',
    'alertManager 2026-03-05T11:00:00.000Z',
    'reassign 2026-03-05T15:00:00.000Z',
    'decide 2026-03-06T11:00:00.000Z',
  ]);
  expect(await taskOf(w.db, taskId)).toMatchObject({
    assigneeId,
    because: 'became MQL; it was their turn',
    trigger,
    clockFrom: new Date(NOON),
    dueAt: new Date('2026-03-04T13:00:00Z'),
    state: 'open',
    round: 1,
  });
});

test('the same key opens one task, even if it arrives twice at once', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  const order = callOrder(ref);
  const answers = await Promise.all([w.openTask(order), w.openTask(order), w.openTask(order)]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await w.db.selectFrom('tasks').select('id').execute()).toHaveLength(1);
});

test('twenty leads at once are spread evenly, and never over what a rep can hold', async () => {
  await using w = await world({ max: 10 });
  await w.db.updateTable('reps').set({ capacity: 5 }).where('id', '=', w.ann).execute();
  const refs = await Promise.all(Array.from({ length: 20 }, () => addLead(w.db)));
  const opened = await Promise.all(refs.map((ref) => w.openTask(callOrder(ref))));
  const count = (rep: string) => opened.filter(({ assigneeId }) => assigneeId === rep).length;
  expect([count(w.ann), count(w.ben)]).toEqual([5, 15]);
});

test('a rep with twice the weight gets twice the turns', async () => {
  await using w = await world();
  await w.db.updateTable('reps').set({ weight: 2 }).where('id', '=', w.ben).execute();
  const got = [];
  for (let n = 0; n < 6; n++) got.push((await w.openTask(callOrder(await addLead(w.db)))).assigneeId);
  expect(got.filter((rep) => rep === w.ben)).toHaveLength(4);
});

test('absent and inactive reps are skipped, and the manager does not replace them', async () => {
  await using w = await world();
  await upsertAbsence(w.db, { id: v7(), repId: w.ann, from: NOON - DAY, to: NOON + DAY });
  expect((await w.openTask(callOrder(await addLead(w.db)))).assigneeId).toBe(w.ben);
  await w.db.updateTable('reps').set({ active: false }).where('id', '=', w.ben).execute();
  const { taskId, assigneeId, clock } = await w.openTask(callOrder(await addLead(w.db)));
  expect(assigneeId).toBeUndefined();
  expect(clock?.rungs).toHaveLength(4);
  expect((await taskOf(w.db, taskId)).because).toBe('became MQL; unassigned: every rep is absent');
});

test('the rep who knows the lead gets it again, unless they neglected it', async () => {
  await using w = await world();
  const preferred = callOrder(await addLead(w.db), { prefer: w.ben });
  const opened = await w.openTask(preferred);
  expect(opened.assigneeId).toBe(w.ben);
  expect((await taskOf(w.db, opened.taskId)).because).toBe('became MQL; knows the lead');
  const excluded = callOrder(await addLead(w.db), { prefer: w.ben, exclude: [w.ben] });
  expect((await w.openTask(excluded)).assigneeId).toBe(w.ann);
});

test.each([
  ['FR', 'its country'],
  ['Europe', 'the region of its country'],
])('the rep with the territory %s gets a lead from France: it is %s', async (territory) => {
  await using w = await world();
  await w.db
    .updateTable('reps')
    .set({ territory: [territory] })
    .where('id', '=', w.ben)
    .execute();
  for (let n = 0; n < 3; n++) {
    const { assigneeId } = await w.openTask(callOrder(await addLead(w.db, { country: 'FR' })));
    expect(assigneeId).toBe(w.ben);
  }
});

test('a second MQL of an account joins the rep who works there, and later ones too', async () => {
  await using w = await world();
  const accountId = await addAccount(w.db);
  const first = await w.openTask(callOrder(await addLead(w.db, { accountId })));
  const second = callOrder(await addLead(w.db, { accountId }));
  const joined = await w.openTask(second);
  expect(joined).toMatchObject({ assigneeId: first.assigneeId });
  expect(joined.taskId).not.toBe(first.taskId);
  expect(await w.openTask(second)).toEqual(joined);
});

test('two MQLs of an account at once have one rep', async () => {
  await using w = await world();
  const accountId = await addAccount(w.db);
  const refs = await Promise.all([1, 2, 3].map(() => addLead(w.db, { accountId })));
  const opened = await Promise.all(refs.map((ref) => w.openTask(callOrder(ref))));
  expect(new Set(opened.map(({ assigneeId }) => assigneeId)).size).toBe(1);
});

test('people at an account with an open opportunity go to its owner, in any team', async () => {
  await using w = await world();
  const field = await addTeam(w.db, { slug: 'deal-team', name: 'Field sales' });
  const owner = await addRep(w.db, { teamId: field, name: 'Sue', role: 'salesperson' });
  const accountId = await addAccount(w.db);
  const other = await addLead(w.db, { accountId });
  const when = new Date(NOON);
  const times = { closeAt: when, stageChangedAt: when, openedAt: when };
  const deal = { id: v7(), leadId: other.leadId, accountId, ownerId: owner, amount: 10, nextStep: 'call', ...times };
  await w.db.insertInto('opportunities').values(deal).execute();
  const { taskId, assigneeId } = await w.openTask(callOrder(await addLead(w.db, { accountId })));
  expect(assigneeId).toBe(owner);
  expect((await taskOf(w.db, taskId)).because).toBe('became MQL; owns an open deal at the account');
});

test('a team that does not exist is an error that says what to do; operations find another team', async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  await expect(w.openTask(callOrder(ref, { team: 'outside-sales' }))).rejects.toMatchObject({
    code: 'TEAM_UNKNOWN',
    retryable: false,
    message: expect.stringContaining('outside-sales') as string,
  });
  const opened = await w.openTask(callOrder(ref, { team: 'operations', kind: 'operations' }));
  expect((await taskOf(w.db, opened.taskId)).teamId).toBe(w.team);
});

test('saving a rep or a team again changes it, but not its id', async () => {
  await using w = await world();
  expect(await addTeam(w.db, { slaMode: 'observe' })).toBe(w.team);
  const again = { id: v7(), teamId: w.team, role: 'sdr', name: 'Anna', email: 'ann@vendor.example', weight: 3 } as const;
  expect(await upsertRep(w.db, again)).toBe(w.ann);
  const rep = await w.db.selectFrom('reps').selectAll().where('id', '=', w.ann).executeTakeFirstOrThrow();
  expect(rep).toMatchObject({ name: 'Anna', weight: 3, capacity: 50 });
});
