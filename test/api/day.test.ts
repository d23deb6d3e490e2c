import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EngagementKind } from '../../domain/scoring/engagement.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let sam: string;
beforeEach(async () => {
  world = await createWorld();
  sam = await world.rep('sdr', 'Sam Rivers');
});
afterEach(async () => await world[Symbol.asyncDispose]());

const asSam = () => world.as('rep', sam).tasks;

const does = async (leadId: string, kind: EngagementKind, ago: number) =>
  void (await world.db
    .insertInto('engagements')
    .values({
      id: v7(),
      leadId,
      kind,
      source: 'test',
      verdict: 'human',
      human: true,
      at: new Date(world.now - ago),
      isRequest: kind === 'demoRequested',
    })
    .execute());

async function owned(email: string) {
  const leadId = await world.lead(email);
  await world.db.updateTable('leads').set({ ownerId: sam }).where('id', '=', leadId).execute();
  return leadId;
}

test('each number of a day counts the tasks of a list', async () => {
  const ids: string[] = [];
  for (const n of [1, 2, 3]) {
    world.now = NOON + n * HOUR;
    ids.push(await world.task(await world.enrolled(`lead${n}@pier7.example`), sam));
  }
  world.now = NOON + 5 * HOUR;
  const agreed = { taskId: ids[1]!, disposition: 'callBack', details: { at: '2026-03-12T09:00:00Z' } } as const;
  await asSam().report({ id: v7(), ...agreed });
  const { numbers } = await asSam().day();
  expect(numbers).toEqual({ dueNow: 1, dueToday: 3, toCallBack: 1 });
  const seen = async (which: Parameters<ReturnType<typeof asSam>['list']>[0]) =>
    (await asSam().list(which)).items.map(({ taskId }) => taskId);
  expect(await seen({ due: 'now' })).toEqual([ids[0]]);
  expect(await seen({ due: 'today' })).toEqual(ids);
  expect(await seen({ state: 'toCallBack' })).toEqual([ids[1]]);
  world.now += HOUR;
  await asSam().report({ id: v7(), taskId: ids[1]!, disposition: 'noAnswer' });
  expect(await seen({ state: 'toCallBack' })).toEqual([]);
});

test('a rep sees which of their leads are active, the strongest acts first, and not what machines did', async () => {
  const [busy, asked, asleep, quiet, robot] = await Promise.all(
    ['busy', 'asked', 'asleep', 'quiet', 'robot'].map((name) => owned(`${name}@pier7.example`)),
  );
  for (const hours of [1, 2, 3]) await does(busy!, 'visited', hours * HOUR);
  await does(asked!, 'demoRequested', 5 * HOUR);
  await does(asked!, 'visited', 4 * HOUR);
  await does(asleep!, 'visited', 40 * DAY);
  await does(asleep!, 'visited', HOUR);
  await does(quiet!, 'demoRequested', 2 * DAY);
  await world.db
    .insertInto('engagements')
    .values({
      id: v7(),
      leadId: robot!,
      kind: 'clicked',
      source: 'test',
      verdict: 'machine',
      human: true,
      at: new Date(world.now - HOUR),
    })
    .execute();
  await does(await world.lead('stranger@pier7.example'), 'demoRequested', HOUR);
  const { active } = await asSam().day();
  expect(active.map(({ lead, acts, isActiveAgain }) => [lead.name, acts, isActiveAgain])).toEqual([
    ['asked@pier7.example', 2, false],
    ['busy@pier7.example', 3, false],
    ['asleep@pier7.example', 1, true],
  ]);
  expect(active[0]).toMatchObject({ text: 'asked for a demo', lastAt: '2026-03-10T06:00:00.000Z' });
});

test('a lead whom a rep once reported about counts again after a month of silence', async () => {
  const leadId = await world.enrolled('ann@pier7.example');
  const taskId = await world.task(leadId, sam);
  await asSam().report({ id: v7(), taskId, disposition: 'noAnswer' });
  await world.db.updateTable('tasks').set({ state: 'done', closedAt: new Date() }).where('id', '=', taskId).execute();
  await does(leadId, 'visited', HOUR);
  expect((await asSam().day()).active).toEqual([]);
  await does(leadId, 'visited', 60 * DAY);
  expect((await asSam().day()).active).toMatchObject([{ lead: { leadId }, isActiveAgain: true }]);
});

test('a rep sees what others are to do about their leads; a task that waits for a manager is not due for the rep', async () => {
  const tess = await world.rep('sdr', 'Tess Ternary');
  const leadId = await owned('ann@pier7.example');
  await world.task(leadId, tess);
  const late = await world.task(await world.enrolled('ben@pier7.example'), sam);
  await world.db.updateTable('tasks').set({ sla: 'managerDecision' }).where('id', '=', late).execute();
  world.now = NOON + DAY;
  const { numbers, waiting } = await asSam().day();
  expect(numbers).toEqual({ dueNow: 0, dueToday: 0, toCallBack: 0 });
  expect(waiting.map(({ lead, who }) => [lead.name, who])).toEqual([
    ['ann@pier7.example', 'Tess Ternary'],
    ['ben@pier7.example', 'a manager decides'],
  ]);
});
