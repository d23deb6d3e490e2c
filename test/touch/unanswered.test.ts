import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { fenceTouches } from '../../db/touches/touch-fence.ts';
import { insertTask } from '../../db/tasks/tasks.ts';
import { upsertTeam } from '../../db/staff/teams.ts';
import type { TaskKind } from '../../domain/sales/task-kinds.ts';
import { DAY } from '../../domain/time/duration.ts';
import { touchWorld, TUESDAY, type TouchWorld } from './world.ts';

const calendar = { zone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], opens: '09:00', closes: '17:00', holidays: [] } as const;

/** Somebody is to answer the lead. */
async function hasTask({ db, leadId }: TouchWorld, kind: TaskKind): Promise<string> {
  const teamId = await upsertTeam(db, { id: randomUUID(), slug: 'sdr-team', name: 'Inside sales', calendar });
  const id = randomUUID();
  const place = { leadId, accountId: null, enrolmentId: null, teamId, assigneeId: null };
  const times = { clockFrom: TUESDAY, openedAt: TUESDAY, dueAt: undefined, sla: 'reply' } as const;
  await insertTask(db, { id, key: id, kind, because: 'asked for a demo', ...place, ...times });
  return id;
}

test.each(['reply', 'request', 'colleague'] as const)(
  'marketing waits while a %s is open, and continues once it is closed',
  async (kind) => {
    await using world = await touchWorld();
    const task = await hasTask(world, kind);
    expect(await world.send()).toEqual({ state: 'deferred', because: 'unanswered', until: TUESDAY + DAY });
    await world.db.updateTable('tasks').set({ state: 'done' }).where('id', '=', task).execute();
    expect(await world.send()).toMatchObject({ state: 'sent' });
  },
);

test('a task about a lead who waits for nothing stops nothing, and an email in the name of a rep goes out in any case', async () => {
  await using world = await touchWorld();
  await hasTask(world, 'lookAfter');
  await hasTask(world, 'operations');
  expect(await world.send()).toMatchObject({ state: 'sent' });
  await hasTask(world, 'request');
  const { enrolmentId } = world.order();
  expect(await world.send({ key: `${enrolmentId}/1/2`, content: 'missed-call' })).toMatchObject({ state: 'sent' });
});

test('a request that comes in between check and sending stops the email, but not one of a rep', async () => {
  await using world = await touchWorld();
  const { db } = world;
  const fence = await world.claimed();
  await hasTask(world, 'request');
  expect(await fenceTouches(db, [{ ...fence, isMarketing: true }])).toMatchObject({ passed: [] });
  expect(await fenceTouches(db, [{ ...fence, isMarketing: false }])).toMatchObject({ passed: [fence.key] });
});
