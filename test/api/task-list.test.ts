import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let sam: string;
let mia: string;
/** Sam's tasks, in the order in which they are due. */
const ids: string[] = [];
beforeAll(async () => {
  world = await createWorld();
  sam = await world.rep('sdr', 'Sam Rivers');
  mia = await world.rep('manager', 'Mia Manager');
  for (const n of [1, 2, 3]) {
    world.now = NOON + n * HOUR;
    ids.push(await world.task(await world.enrolled(`lead${n}@pier7.example`), sam));
  }
  world.now = NOON + 5 * HOUR;
});
afterAll(async () => await world[Symbol.asyncDispose]());

const asSam = () => world.as('rep', sam).tasks;
const seen = ({ items }: { readonly items: readonly { readonly taskId: string }[] }) => items.map(({ taskId }) => taskId);

test('a rep reads their tasks page by page, those that are due first come first, each on a line', async () => {
  const first = await asSam().list({ limit: 2 });
  expect(first.items[0]).toMatchObject({
    label: 'call task',
    lead: { name: 'lead1@pier7.example', localTime: 'Tue 10 Mar, 16:00 (Europe/Berlin)' },
    because: 'became MQL',
    sla: 'First attempt on an MQL',
    dueAt: '2026-03-10T15:00:00.000Z',
    isOverdue: true,
    attempts: 0,
  });
  const rest = await asSam().list({ limit: 2, after: first.next });
  expect([...seen(first), ...seen(rest)]).toEqual(ids);
  expect(rest.next).toBeUndefined();
});

test('a list shows only what is due now, or what is closed, latest first', async () => {
  expect(seen(await asSam().list({ due: 'now' }))).toEqual(ids.slice(0, 1));
  expect(seen(await asSam().list({ due: 'today' }))).toEqual(ids);
  for (const n of [3, 4]) {
    const reply = await world.task(await world.enrolled(`reply${n}@pier7.example`), sam, 'reply');
    ids.push(reply);
    world.now += HOUR;
    await asSam().close({ taskId: reply, outcome: 'answered by phone' });
  }
  const closed = await asSam().list({ state: 'closed' });
  expect(seen(closed)).toEqual([ids[4], ids[3]]);
  expect(closed.items[0]).toMatchObject({ state: 'done', outcome: 'answered by phone' });
  const older = await asSam().list({ state: 'closed', after: ids[4] });
  expect(seen(older)).toEqual([ids[3]]);
});

test('a manager reads the tasks of the team or of one rep, who is named by address or name; a rep reads neither', async () => {
  const asMia = world.as('manager', mia).tasks;
  for (const rep of [sam, 'Sam Rivers', 'SAM.rivers@ours.example'])
    expect(seen(await asMia.list({ of: { rep } }))).toEqual(ids.slice(0, 3));
  expect(seen(await asMia.list({ of: 'team', state: 'toDecide' }))).toEqual([]);
  expect(seen(await asMia.list({ of: 'team' }))).toEqual(ids.slice(0, 3));
  expect(seen(await asMia.list({ of: 'nobody' }))).toEqual([]);
  const free = await world.task(await world.enrolled('free@pier7.example'), sam);
  await world.db.updateTable('tasks').set({ assigneeId: null }).where('id', '=', free).execute();
  expect(seen(await asMia.list({ of: 'nobody' }))).toEqual([free]);
  expect(seen(await asSam().list())).toContain(free);
  expect(seen(await asMia.list({ of: { rep: sam } }))).not.toContain(free);
  expect(seen(await world.as('admin').tasks.list({ of: { rep: 'Sam Rivers' } }))).toEqual(ids.slice(0, 3));
  await expect(asSam().list({ of: 'team' })).rejects.toMatchObject({ data: { code: 'managersOnly' } });
  await expect(asMia.list({ of: { rep: 'Nobody' } })).rejects.toMatchObject({ data: { code: 'repUnknown' } });
  await world.rep('salesperson', 'Olga Other', 'deal-team');
  await expect(asMia.list({ of: { rep: 'Olga Other' } })).rejects.toMatchObject({ data: { code: 'otherTeam' } });
});
