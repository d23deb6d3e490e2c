import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { createReportWorld, NOON, type ReportWorld } from './world.ts';

let world: ReportWorld;
beforeAll(async () => {
  world = await createReportWorld();
  await world.traveller('ann@pier1.example', 10, []);
  await world.traveller('late@pier2.example', -20, []);
  await world.db.updateTable('campaigns').set({ cost: 300 }).execute();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const reports = () => world.as('manager').reports;

test('a month lasts until its last day ends in the zone of the settings, also if the clocks change in it', async () => {
  world.now = NOON + 31 * DAY;
  const { rows } = await reports().ready({ from: '2026-02-01T00:00:00+01:00', to: '2026-05-01T00:00:00+02:00', anew: true });
  expect(rows.map(({ month, nurtured }) => [month, nurtured])).toEqual([
    ['2026-02', 1],
    ['2026-03', 2],
    ['2026-04', 2],
  ]);
  expect(await world.behind(rows[1]!.people.nurtured!)).toEqual(['ann', 'late']);
});

test('a date is the beginning of the day in the zone of the settings, and an instant is itself', async () => {
  world.now = NOON + 31 * DAY;
  const { reports: of, content } = world.as('marketer');
  const { from, to } = await of.funnel({ from: '2026-03-10', to: '2026-04-01' });
  expect([from, to]).toEqual(['2026-03-09T23:00:00.000Z', '2026-03-31T22:00:00.000Z']);
  expect(await of.emails({ from: '2026-03-10T12:00:00+02:00', to: NOON + DAY })).toMatchObject({
    from: new Date(NOON).toISOString(),
  });
  expect(await content.grid({ from: '2026-03-10' })).toMatchObject({ from: '2026-03-09T23:00:00.000Z' });
  for (const wrong of ['2026-02-30', '2026', '0001-01-01'])
    await expect(of.funnel({ from: wrong })).rejects.toThrow(/from: expected a/);
  await expect(of.funnel({ from: '2026-03-10', to: '2026-03-10' })).rejects.toMatchObject({ data: { code: 'spanEmpty' } });
});

test('who enters a campaign on a day ahead is not yet one of its leads, and costs nothing yet', async () => {
  world.now = NOON;
  const span = { from: NOON - 30 * DAY, to: NOON + 30 * DAY, anew: true };
  const { rows } = await reports().money({ ...span, by: 'campaign' });
  expect(rows.map(({ label, leads, cost }) => [label, leads, cost])).toEqual([['Spring', 1, 150]]);
  const [spring] = (await reports().funnel({ ...span, by: 'campaign' })).groups;
  expect(spring!.stages[0]).toMatchObject({ reached: 1 });
  expect(await world.behind(spring!.stages[0]!.people.reached)).toEqual(['ann']);
});
