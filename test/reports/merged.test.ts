import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { createReportWorld, NOON, type ReportWorld } from './world.ts';

let world: ReportWorld;
let ann: string;
const ago = (days: number) => new Date(NOON - days * DAY);

// Ann is twice in the campaign. Bob was in it with the address that is dropped, and came back from sales.
beforeAll(async () => {
  world = await createReportWorld();
  const sal = await world.rep('salesperson', 'Sal Wood', 'deals');
  ann = await world.traveller('ann@pier1.example', 40, [[30, 'mql'], [25, 'sal']]); // prettier-ignore
  const annAgain = await world.traveller('ann@home.example', 38, [[28, 'mql']]);
  const bob = await world.lead('bob@pier2.example');
  const bobBefore = await world.traveller('bob@home.example', 50, [[45, 'mql'], [40, 'recycled', 'timing']]); // prettier-ignore
  await world.traveller('cy@pier3.example', 20, []);
  await world.db.updateTable('campaigns').set({ cost: 300 }).execute();
  await world.db
    .insertInto('opportunities')
    .values({ id: v7(), leadId: bobBefore, ownerId: sal, amount: 500, closeAt: ago(41), nextStep: 'call', stageChangedAt: ago(44), openedAt: ago(44), closedAt: ago(41), result: 'lost' })
    .execute(); // prettier-ignore
  const task = await world.task(bobBefore, sal, 'acceptance');
  await world.db
    .updateTable('tasks')
    .set({ state: 'done', openedAt: ago(44), closedAt: ago(40) })
    .where('id', '=', task)
    .execute();
  const { leads } = world.as('marketer');
  await leads.merge({ keep: ann, drop: annAgain });
  await leads.merge({ keep: bob, drop: bobBefore });
});
afterAll(async () => await world[Symbol.asyncDispose]());

const reports = () => world.as('manager').reports;

test('in the funnel of a campaign, merged leads are one lead, the kept one', async () => {
  const [spring] = (await reports().funnel({ by: 'campaign' })).groups;
  expect(spring!.stages.slice(0, 3).map(({ reached }) => reached)).toEqual([3, 2, 1]);
  expect(await world.behind(spring!.stages[0]!.people.reached)).toEqual(['ann', 'bob', 'cy']);
  expect(spring!.stages[1]!.left).toMatchObject([{ to: 'recycled', reason: 'timing', leads: 1 }]);
});

test('merged leads have one share of the cost of a campaign, which keeps their deals', async () => {
  const { rows } = await reports().money({ by: 'campaign' });
  expect(rows).toMatchObject([{ label: 'Spring', leads: 3, cost: 300, lost: 1 }]);
  const bySource = (await reports().money({ by: 'source' })).rows;
  expect(bySource.map(({ cost }) => cost)).toEqual([300]);
});

test('what a dropped lead did counts for the kept one, unless that one did it, too', async () => {
  const { rows } = await reports().ready({});
  expect(rows.map(({ month, nurtured, ready, again }) => [month, nurtured, ready, again])).toEqual([
    ['2026-01', 2, 1, 0],
    ['2026-02', 3, 1, 0],
    ['2026-03', 3, 0, 0],
  ]);
  expect(await world.behind(rows[0]!.people.ready!)).toEqual(['bob']);
  expect((await reports().touches({})).leads).toBe(2);
  expect((await reports().review({ days: 60 })).passed).toMatchObject({ all: 2, accepted: 1, returned: 1, open: 0 });
  expect((await reports().agreement({ days: 60 })).handOvers).toMatchObject({ handed: 1, returned: 1, open: 0 });
  expect(await reports().backtest({})).toMatchObject({ won: 0, lost: 1 });
});

test('leads that are no longer merged count as two again', async () => {
  await world.as('marketer').leads.unmerge({ leadId: ann });
  const [spring] = (await reports().funnel({ by: 'campaign', anew: true })).groups;
  expect(spring!.stages.slice(0, 3).map(({ reached }) => reached)).toEqual([4, 3, 1]);
});
