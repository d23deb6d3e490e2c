import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { closeChannel } from '../../services/contact/close-channel.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import { NOON, addAccount, addLead, addRep, addTeam, callOrder, iso, leadOf, outcome, store, taskOf, world } from './world.ts';
import type { World } from './world.ts';

/** An acceptance of a lead that is where a salesperson's reports are about. */
async function openAcceptance(w: World, options: Parameters<typeof addLead>[1] = {}) {
  const ref = await addLead(w.db, { stage: 'mql', ...options });
  const { taskId } = await w.openTask(callOrder(ref, { kind: 'acceptance', sla: 'acceptance', prefer: w.ann }));
  return { ref, taskId };
}

const comesTo = (w: World, leadId: string, stage: 'sal' | 'opportunity') =>
  w.db.updateTable('leads').set({ stage }).where('id', '=', leadId).execute();

async function openCall(w: World, options: Parameters<typeof addLead>[1] = {}) {
  const ref = await addLead(w.db, options);
  const { taskId } = await w.openTask(callOrder(ref, { prefer: w.ann }));
  return { ref, taskId };
}

test('a rep who reports twice changes the lead once, and gets the same answer', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  const report = outcome(ref, taskId, w.ann, 'noAnswer');
  const first = await w.applyOutcome(report);
  expect(await w.applyOutcome(report)).toEqual(first);
  expect(first.attempts).toBe(1);
  expect((await taskOf(w.db, taskId)).attempts).toBe(1);
  const [row] = await w.db.selectFrom('dispositions').selectAll().execute();
  expect(row).toMatchObject({ state: 'applied', answer: 'noAnswer' });
});

test('a lead who does not answer is called again in the other half of the next working day', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  const tries = [];
  // Wednesday 11:00, then each time when the next attempt is due.
  for (let now: number | undefined = NOON - HOUR; now !== undefined;) {
    const applied = await w.applyOutcome(outcome(ref, taskId, w.ann, 'noAnswer', { at: now }));
    tries.push(iso(applied.nextAttemptAt));
    now = applied.nextAttemptAt;
  }
  expect(tries).toEqual([
    '2026-03-05T12:00:00.000Z',
    '2026-03-06T09:00:00.000Z',
    '2026-03-09T12:00:00.000Z',
    '2026-03-10T09:00:00.000Z',
    '2026-03-11T12:00:00.000Z',
    '2026-03-12T09:00:00.000Z',
    '2026-03-13T12:00:00.000Z',
    undefined,
  ]);
  expect(await taskOf(w.db, taskId)).toMatchObject({
    attempts: 8,
    state: 'open',
    firstAttemptAt: new Date(NOON - HOUR),
    firstContactAt: null,
  });
});

test('attempts end when their working days are over, even if there were fewer than eight', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  const first = await w.applyOutcome(outcome(ref, taskId, w.ann, 'noAnswer'));
  expect(iso(first.giveUpAt)).toBe('2026-03-18T11:00:00.000Z');
  const late = await w.applyOutcome(outcome(ref, taskId, w.ann, 'voicemail', { at: first.giveUpAt! - HOUR }));
  expect(late).toEqual({ attempts: 2, ifGivenUp: 'notWorked' });
});

test('a call-back is due at the time that the lead gave', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  const until = NOON + 7 * DAY;
  const { clock } = await w.applyOutcome(outcome(ref, taskId, w.ann, 'callBack', { until }));
  expect(clock).toMatchObject({ sla: 'callBack', round: 2, dueAt: until });
  expect(clock?.rungs[0]).toEqual({ rung: 'remind', at: until + 15 * MINUTE });
  expect(await taskOf(w.db, taskId)).toMatchObject({ round: 2, firstContactAt: new Date(NOON), clockFrom: new Date(until) });
});

test('a call-back that is agreed while the manager has to decide is due at its time, too', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  await w.escalate({ ...ref, taskId, sla: 'firstAttempt', round: 1, rung: 'decide', dueAt: NOON, exclude: [] });
  const { clock } = await w.applyOutcome(outcome(ref, taskId, w.ann, 'callBack', { until: NOON + DAY }));
  expect(clock).toMatchObject({ sla: 'callBack', round: 3, dueAt: NOON + DAY });
});

test.each(['qualified', 'notReady', 'disqualified'] as const)('%s ends the task', async (disposition) => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  expect(await w.applyOutcome(outcome(ref, taskId, w.ann, disposition))).toEqual({ attempts: 1 });
  expect(await taskOf(w.db, taskId)).toMatchObject({ state: 'done', outcome: disposition, closedAt: new Date(NOON) });
});

test('a corrected contact is called again, under a new clock', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  const report = outcome(ref, taskId, w.ann, 'wrongContact');
  await store(report, { correction: { firstName: 'Joan', phone: '+1 555 0100' } })(w.db);
  const applied = await w.applyOutcome(report);
  expect(applied).toMatchObject({ assigneeId: w.ann, clock: { sla: 'firstAttempt', round: 2 } });
  expect(await leadOf(w.db, ref.leadId)).toMatchObject({ firstName: 'Joan', phone: '+1 555 0100', lastName: null });
  expect((await taskOf(w.db, taskId)).state).toBe('open');
});

test('a referral becomes a lead of its own at the account, held until there is a basis to write, with a call for the same rep', async () => {
  await using w = await world();
  const accountId = await addAccount(w.db);
  const { ref, taskId } = await openCall(w, { accountId, country: 'US' });
  const report = outcome(ref, taskId, w.ann, 'wrongContact');
  await store(report, {
    correction: { firstName: 'Joan', lastName: 'Doe', email: 'joan.doe@acme.example', phone: '+1 555 0100' },
  })(w.db);
  expect(await w.applyOutcome(report)).toEqual({ attempts: 1 });
  const joan = await w.db.selectFrom('leads').selectAll().where('email', '=', 'joan.doe@acme.example').executeTakeFirstOrThrow();
  expect(joan).toMatchObject({
    accountId,
    source: 'referral',
    held: 'noConsent',
    stage: 'inquiry',
    phone: '+1 555 0100',
    country: 'US',
  });
  expect((await taskOf(w.db, taskId)).outcome).toBe('wrongContact');
  const colleague = (await leadOf(w.db, ref.leadId)).email;
  const call = { kind: 'colleague', leadId: joan.id, assigneeId: w.ann, sla: 'firstAttempt', state: 'open' };
  expect(await w.db.selectFrom('tasks').selectAll().where('id', '<>', taskId).execute()).toMatchObject([
    { ...call, because: `named by ${colleague}; was told of them`, dueAt: expect.any(Date) },
  ]);
  const events = await w.db.selectFrom('leadEvents').select(['leadId', 'kind', 'by', 'data']).orderBy('id').execute();
  expect(events.slice(0, 2)).toEqual([
    { leadId: ref.leadId, kind: 'referred', by: 'Ann', data: { to: 'joan.doe@acme.example' } },
    { leadId: joan.id, kind: 'namedBy', by: 'Ann', data: { colleague, isNew: true } },
  ]);
});

test('a referral to a known lead creates no second lead', async () => {
  await using w = await world();
  const known = await addLead(w.db, { email: 'joan@acme.example' });
  const { ref, taskId } = await openCall(w);
  const report = outcome(ref, taskId, w.ann, 'wrongContact');
  await store(report, { correction: { email: 'Joan@acme.example' } })(w.db);
  await w.applyOutcome(report);
  expect(await w.db.selectFrom('leads').select('id').execute()).toHaveLength(2);
  const named = await w.db.selectFrom('leadEvents').select(['leadId', 'data']).where('kind', '=', 'namedBy').execute();
  expect(named).toMatchObject([{ leadId: known.leadId, data: { isNew: false } }]);
});

test('a colleague who asked not to be called is not called', async () => {
  await using w = await world();
  const known = await addLead(w.db, { email: 'joan@acme.example' });
  const closing = { leadId: known.leadId, channel: 'phone', reason: 'doNotContact', at: w.deps.clock.now() } as const;
  await w.db.transaction().execute((trx) => closeChannel(trx, w.deps.policy, v7, closing));
  const { ref, taskId } = await openCall(w);
  const report = outcome(ref, taskId, w.ann, 'wrongContact');
  await store(report, { correction: { email: 'joan@acme.example' } })(w.db);
  await w.applyOutcome(report);
  expect(await w.db.selectFrom('tasks').select('kind').where('leadId', '=', known.leadId).execute()).toEqual([]);
});

test('a lead who left the company leads to a task to find the successor', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  await w.applyOutcome(outcome(ref, taskId, w.ann, 'leftCompany'));
  const open = await w.db.selectFrom('tasks').selectAll().where('state', '=', 'open').execute();
  expect(open).toMatchObject([{ kind: 'findContact', assigneeId: w.ann, leadId: ref.leadId }]);
});

test('only the channels that the lead named are closed, and by the lead', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  await w.applyOutcome(outcome(ref, taskId, w.ann, 'doNotContact', { channels: ['phone'] }));
  expect(await w.loadFacts(ref)).toMatchObject({ mayEmail: true, mayPhone: false });
  const closed = await w.db.selectFrom('suppressions').selectAll().execute();
  expect(closed).toMatchObject([{ channel: 'phone', reason: 'doNotContact', setBy: 'person', until: null }]);
});

test('a lead with a deal is given to the owner of the deal', async () => {
  await using w = await world();
  const field = await addTeam(w.db, { slug: 'deal-team', name: 'Field sales' });
  const owner = await addRep(w.db, { teamId: field, name: 'Sue', role: 'salesperson' });
  const { ref, taskId } = await openCall(w);
  await w.applyOutcome(outcome(ref, taskId, w.ann, 'existingDeal', { owner }));
  expect((await leadOf(w.db, ref.leadId)).ownerId).toBe(owner);
  expect((await taskOf(w.db, taskId)).state).toBe('done');
});

test('an unknown owner does not prevent a report from being applied', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  await w.applyOutcome(outcome(ref, taskId, w.ann, 'existingDeal', { owner: 'nobody' }));
  expect((await leadOf(w.db, ref.leadId)).ownerId).toBeNull();
});

test('a salesperson accepts, misses a meeting, reports a deal, moves it and wins', async () => {
  await using w = await world();
  const accountId = await addAccount(w.db);
  const { ref, taskId } = await openAcceptance(w, { accountId });
  const accepted = await w.applyOutcome(outcome(ref, taskId, w.ann, 'accepted'));
  expect(accepted.clock).toMatchObject({ sla: 'opportunity', round: 2 });
  expect((await leadOf(w.db, ref.leadId)).ownerId).toBe(w.ann);
  await comesTo(w, ref.leadId, 'sal');

  const missed = await w.applyOutcome(outcome(ref, taskId, w.ann, 'noShow', { until: NOON + DAY }));
  expect(missed.clock).toMatchObject({ sla: 'opportunity', round: 3 });

  const deal = (amount: number, at: number) => {
    const report = outcome(ref, taskId, w.ann, 'opportunity', { at });
    return { report, details: { amount, closeAt: NOON + 60 * DAY, nextStep: 'send the offer' } };
  };
  for (const { report, details } of [deal(1000, NOON), deal(1500, NOON + DAY)]) {
    await store(report, details)(w.db);
    expect((await w.applyOutcome(report)).clock).toMatchObject({ sla: 'opportunityStage' });
  }
  await comesTo(w, ref.leadId, 'opportunity');
  const [open] = await w.db.selectFrom('opportunities').selectAll().execute();
  const dates = { openedAt: new Date(NOON), stageChangedAt: new Date(NOON + DAY), closeAt: new Date(NOON + 60 * DAY) };
  expect(open).toMatchObject({ amount: 1500, nextStep: 'send the offer', ownerId: w.ann, accountId, closedAt: null, ...dates });
  expect((await w.loadFacts(ref)).dealOwnerId).toBe(w.ann);
  expect(await taskOf(w.db, taskId)).toMatchObject({ kind: 'opportunity', sla: 'opportunityStage', state: 'open' });

  await w.applyOutcome(outcome(ref, taskId, w.ann, 'won', { at: NOON + 2 * DAY }));
  expect(await w.db.selectFrom('opportunities').selectAll().execute()).toMatchObject([
    { result: 'won', closedAt: new Date(NOON + 2 * DAY) },
  ]);
  expect(await w.db.selectFrom('accounts').select('kind').execute()).toEqual([{ kind: 'customer' }]);
  expect((await taskOf(w.db, taskId)).outcome).toBe('won');
});

test.each([
  ['lost', 'lost'],
  ['recycled', 'recycled'],
] as const)('%s closes the deal', async (disposition, result) => {
  await using w = await world();
  const { ref, taskId } = await openAcceptance(w, { stage: 'sal' });
  await w.applyOutcome(outcome(ref, taskId, w.ann, 'opportunity'));
  await comesTo(w, ref.leadId, 'opportunity');
  await w.applyOutcome(outcome(ref, taskId, w.ann, disposition));
  expect(await w.db.selectFrom('opportunities').select('result').execute()).toEqual([{ result }]);
});

test.each([
  ['the only deal of the lead', 1, ['won']],
  ['none of several', 2, [null, null]],
] as const)('a salesperson who wins without a deal of the task means %s', async (_, deals, results) => {
  await using w = await world();
  const { ref, taskId } = await openAcceptance(w);
  await comesTo(w, ref.leadId, 'opportunity');
  const [openedAt, closeAt] = [new Date(NOON), new Date(NOON + DAY)];
  const told = { leadId: ref.leadId, ownerId: w.ann, amount: 1, nextStep: '', openedAt, stageChangedAt: openedAt, closeAt };
  const rows = Array.from({ length: deals }, () => ({ ...told, id: v7() }));
  await w.db.insertInto('opportunities').values(rows).execute();
  await w.applyOutcome(outcome(ref, taskId, w.ann, 'won'));
  const saved = await w.db.selectFrom('opportunities').select('result').execute();
  expect(saved.map(({ result }) => result)).toEqual(results);
});

test('a report is saved as a whole, or not at all', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  const report = outcome(ref, taskId, v7(), 'accepted');
  const journal = [{ visit: 1, n: 0, at: NOON, kind: 'noted' }] as const;
  await expect(w.applyOutcome({ ...report, journal })).rejects.toThrow();
  expect(await w.db.selectFrom('transitions').selectAll().execute()).toEqual([]);
  expect((await taskOf(w.db, taskId)).attempts).toBe(0);
});

test('of twenty simultaneous reports on one task, one is applied; the others are saved as rejected, and change nothing', async () => {
  await using w = await world({ max: 10 });
  const { ref, taskId } = await openCall(w);
  const reports = Array.from({ length: 20 }, () => outcome(ref, taskId, w.ann, 'disqualified'));
  // Twice each, as local activities may run.
  const [told, again] = await Promise.all([reports, reports].map((all) => Promise.all(all.map((one) => w.applyOutcome(one)))));
  expect(again).toEqual(told);
  expect(told!.filter(({ rejected }) => rejected === undefined)).toHaveLength(1);
  const rows = await w.db.selectFrom('dispositions').select(['id', 'state', 'answer']).execute();
  const kept = new Map(rows.map(({ id, state, answer }) => [id, { state, answer }]));
  for (const [n, { report }] of reports.entries()) {
    const rejected = told![n]!.rejected;
    expect(kept.get(report.id)).toEqual(
      rejected ? { state: 'rejected', answer: 'TaskClosed' } : { state: 'applied', answer: 'disqualified' },
    );
  }
  expect((await taskOf(w.db, taskId)).attempts).toBe(1);
});

test('a report is rejected if the task was reassigned, or the report no longer fits', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  expect(await w.applyOutcome(outcome(ref, taskId, w.ben, 'noAnswer'))).toEqual({
    attempts: 0,
    rejected: { code: 'TaskReassigned', details: [w.ann] },
  });
  expect(await w.applyOutcome(outcome(ref, taskId, w.ann, 'won'))).toEqual({
    attempts: 0,
    rejected: { code: 'DispositionNotForTask' },
  });
  const acceptance = await openAcceptance(w, { stage: 'sal' });
  const late = outcome(acceptance.ref, acceptance.taskId, w.ann, 'rejected');
  expect(await w.applyOutcome(late)).toEqual({ attempts: 0, rejected: { code: 'DispositionNotForTask' } });
  expect(await taskOf(w.db, taskId)).toMatchObject({ attempts: 0, state: 'open' });
});
