import { expect, test } from 'vitest';
import { HOUR } from '../../domain/time/duration.ts';
import { NOON, addLead, callOrder, iso, taskOf, world } from './world.ts';
import type { World } from './world.ts';

async function openCall(w: World) {
  const ref = await addLead(w.db);
  const { taskId, assigneeId } = await w.openTask(callOrder(ref, { prefer: w.ann }));
  return { ref, taskId, assigneeId };
}

test('a rep who claims a task has it, under the same clock', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  const change = { to: 'rep', repId: w.ben, exclude: [] } as const;
  expect(await w.changeTask({ ...ref, taskId, change, id: 'claim-1', by: w.ben })).toEqual({ assigneeId: w.ben });
  expect(await taskOf(w.db, taskId)).toMatchObject({ assigneeId: w.ben, round: 1, sla: 'firstAttempt' });
});

test('a manager who reassigns without a name lets routing choose another rep, and the clock restarts', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  w.time.now = NOON + HOUR;
  const changed = await w.changeTask({ ...ref, taskId, change: { to: 'rep', exclude: [], restartClock: 'firstAttempt' } });
  expect(changed.assigneeId).toBe(w.ben);
  expect(changed.clock).toMatchObject({ sla: 'firstAttempt', round: 2 });
  expect(iso(changed.clock?.rungs[0]?.at)).toBe('2026-03-04T16:00:00.000Z');
});

test('without another rep, the task stays with its assignee', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  expect(await w.changeTask({ ...ref, taskId, change: { to: 'rep', exclude: [w.ben] } })).toEqual({ assigneeId: w.ann });
});

test('a task that is closed without an outcome is cancelled, with the reason; a task that is done stays done', async () => {
  await using w = await world();
  const { ref, taskId } = await openCall(w);
  const close = (because: string) => w.changeTask({ ...ref, taskId, change: { to: 'closed', because } });
  expect(await close('unreachable')).toEqual({});
  await close('again');
  expect(await taskOf(w.db, taskId)).toMatchObject({ state: 'cancelled', outcome: 'unreachable', closedAt: new Date(NOON) });
});

test("a closed task can't be reassigned", async () => {
  await using w = await world();
  const ref = await addLead(w.db);
  const { taskId } = await w.openTask(callOrder(ref, { prefer: w.ann }));
  await w.changeTask({ ...ref, taskId, change: { to: 'closed', because: 'test' } });
  const change = { to: 'rep', repId: w.ben, exclude: [], restartClock: 'firstAttempt' } as const;
  expect(await w.changeTask({ ...ref, taskId, change })).toEqual({ rejected: 'TaskClosed' });
  expect(await taskOf(w.db, taskId)).toMatchObject({ assigneeId: w.ann, state: 'cancelled', round: 1 });
});
