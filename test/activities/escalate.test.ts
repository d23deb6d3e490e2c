import { expect, test } from 'vitest';
import type { EscalationOrder } from '../../activities/contract.ts';
import type { Rung } from '../../domain/sales/sla.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { NOON, addAccount, addLead, addTeam, callOrder, iso, taskOf, world } from './world.ts';
import type { World } from './world.ts';

async function openCall(w: World) {
  const ref = await addLead(w.db);
  const { taskId, assigneeId } = await w.openTask(callOrder(ref));
  const rung = (name: Rung, rest: Partial<EscalationOrder> = {}): EscalationOrder => ({
    ...ref,
    taskId,
    sla: 'firstAttempt',
    round: 1,
    rung: name,
    dueAt: NOON + 4 * HOUR,
    exclude: [],
    ...rest,
  });
  return { ref, taskId, assigneeId: assigneeId!, rung };
}

const events = (w: World) => w.db.selectFrom('slaEvents').selectAll().orderBy('rung').execute();

test('a reminder is recorded once, with who had the task', async () => {
  await using w = await world();
  const { assigneeId, rung } = await openCall(w);
  w.time.now = NOON + 5 * HOUR;
  expect(await w.escalate(rung('remind'))).toEqual({ mode: 'enforce' });
  expect(await w.escalate(rung('remind'))).toEqual({ mode: 'enforce' });
  const due = { dueAt: new Date(NOON + 4 * HOUR), at: new Date(NOON + 5 * HOUR) };
  expect(await events(w)).toMatchObject([{ rung: 'remind', mode: 'enforce', assigneeId, ...due }]);
});

test('an overdue task goes to another rep, and stays there if the order is repeated', async () => {
  await using w = await world();
  const { taskId, assigneeId, rung } = await openCall(w);
  const other = assigneeId === w.ann ? w.ben : w.ann;
  const first = await w.escalate(rung('reassign'));
  expect(first).toEqual({ mode: 'enforce', assigneeId: other });
  expect(await w.escalate(rung('reassign'))).toEqual(first);
  expect(await taskOf(w.db, taskId)).toMatchObject({ assigneeId: other, round: 1 });
});

test('the rep who works the account does not get back a task that they neglected', async () => {
  await using w = await world();
  const accountId = await addAccount(w.db);
  await w.openTask(callOrder(await addLead(w.db, { accountId })));
  const ref = await addLead(w.db, { accountId });
  const { taskId, assigneeId } = await w.openTask(callOrder(ref));
  const due = { sla: 'firstAttempt', round: 1, rung: 'reassign', dueAt: NOON } as const;
  expect((await w.escalate({ ...ref, ...due, taskId, exclude: [] })).assigneeId).not.toBe(assigneeId);
});

test('without another rep, the task stays and the manager is alerted', async () => {
  await using w = await world();
  const { assigneeId, rung } = await openCall(w);
  expect(await w.escalate(rung('reassign', { exclude: [w.ann, w.ben] }))).toEqual({ mode: 'enforce', assigneeId });
  expect((await events(w)).map((event) => event.rung)).toEqual(['alertManager', 'reassign']);
});

test('the manager gets a separate clock, which starts when they should have been asked', async () => {
  await using w = await world();
  const { taskId, rung } = await openCall(w);
  const asked = await w.escalate(rung('decide'));
  // Wednesday 16:00 and 24 working hours of 8 a day: Monday 16:00, in Berlin.
  expect(asked.clock).toEqual({
    sla: 'managerDecision',
    round: 2,
    // The target is eight of them.
    dueAt: Date.parse('2026-03-05T15:00:00Z'),
    rungs: [{ rung: 'recycle', at: Date.parse('2026-03-09T15:00:00Z') }],
  });
  expect(await w.escalate(rung('decide'))).toEqual(asked);
  const { round, dueAt, sla } = await taskOf(w.db, taskId);
  expect([round, sla, iso(dueAt?.getTime())]).toEqual([2, 'managerDecision', '2026-03-05T15:00:00.000Z']);
});

test('the manager gets a clock with a number of its own, also after an undo of the clock that had the next one', async () => {
  await using w = await world();
  const { rung } = await openCall(w);
  await w.escalate(rung('remind', { round: 2 }));
  const asked = await w.escalate(rung('decide'));
  expect(asked.clock?.round).toBe(3);
  expect(await w.escalate(rung('decide'))).toEqual(asked);
});

test('a team that is only observed retains its task, and the record shows what would have happened', async () => {
  await using w = await world();
  await addTeam(w.db, { slaMode: 'observe' });
  const { taskId, assigneeId, rung } = await openCall(w);
  for (const name of ['remind', 'reassign', 'decide'] as const) expect(await w.escalate(rung(name))).toEqual({ mode: 'observe' });
  expect(await taskOf(w.db, taskId)).toMatchObject({ assigneeId, round: 1 });
  expect((await events(w)).map(({ rung: name, mode }) => `${name} ${mode}`)).toEqual([
    'decide observe',
    'reassign observe',
    'remind observe',
  ]);
});

test('a late rung of a closed task changes nothing', async () => {
  await using w = await world();
  const { ref, taskId, assigneeId, rung } = await openCall(w);
  await w.changeTask({ ...ref, taskId, change: { to: 'closed', because: 'moved by an operator' } });
  expect(await w.escalate(rung('reassign'))).toEqual({ mode: 'enforce' });
  expect((await taskOf(w.db, taskId)).assigneeId).toBe(assigneeId);
});

test('an unknown task is an error that is not retried', async () => {
  await using w = await world();
  const { rung, ref } = await openCall(w);
  const unknown = w.escalate(rung('remind', { taskId: ref.leadId }));
  await expect(unknown).rejects.toMatchObject({ code: 'TASK_UNKNOWN', retryable: false });
});
