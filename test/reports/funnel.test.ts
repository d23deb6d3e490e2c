import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { createReportWorld, NOON, type ReportWorld } from './world.ts';

let world: ReportWorld;
beforeAll(async () => {
  world = await createReportWorld();
  await world.traveller('new@pier1.example', 10, []);
  await world.traveller('ready@pier2.example', 20, [[10, 'mql']], 'fair');
  await world.traveller('back@pier3.example', 30, [[20, 'mql'], [12, 'recycled', 'timing']], 'fair'); // prettier-ignore
  await world.traveller('won@pier4.example', 60, [[54, 'mql'], [50, 'sal'], [30, 'opportunity'], [5, 'customer']]); // prettier-ignore
  await world.traveller('gone@pier5.example', 40, [[31, 'archived', 'silent']]);
  await world.traveller('old@pier6.example', 200, [[190, 'mql']]);
  await world.as('intake').leads.add({ lead: { email: 'held@pier7.example' }, source: 'fair', consentBasis: 'none' });
});
afterAll(async () => await world[Symbol.asyncDispose]());

const funnel = async (input: Parameters<ReturnType<ReportWorld['as']>['reports']['funnel']>[0] = {}) =>
  (await world.as('manager').reports.funnel(input)).groups;

test('the funnel of the leads that came in says how many reached each stage, how fast, and where the others are and why', async () => {
  const [all] = await funnel();
  expect(all!.stages.map(({ stage, reached, rate, medianDays, here }) => [stage, reached, rate, medianDays, here])).toEqual([
    ['inquiry', 6, 1, null, 2],
    ['mql', 3, 0.5, 10, 1],
    ['sal', 1, 1 / 3, 4, 0],
    ['opportunity', 1, 1, 20, 0],
    ['customer', 1, 1, 25, 1],
  ]);
  const left = all!.stages.flatMap(({ stage, left: some }) => some.map(({ to, because, leads }) => [stage, to, because, leads]));
  expect(left).toEqual([
    ['inquiry', 'archived', 'silent', 1],
    ['mql', 'recycled', 'Not the right time', 1],
  ]);
  expect(all!.stages[0]!.waiting).toMatchObject([{ reason: 'noConsent', leads: 1 }]);
});

test('a lead in a program is not among those that are in none', async () => {
  const { campaigns, reports } = world.as('marketer');
  const id = await world.traveller('rests@pier8.example', 400, []);
  const ofLead = world.db.updateTable('enrolments').where('leadId', '=', id);
  await ofLead.set({ state: 'resting', reason: '2026-04-01T09:00:00.000Z' }).execute();
  const { campaignId } = await campaigns.launch({ name: 'Summer', program: 'newcomers', audience: { leadIds: [id] } });
  const [refused] = await world.db.selectFrom('enrolments').selectAll().where('campaignId', '=', campaignId).execute();
  expect(refused).toMatchObject({ state: 'refused' });
  const span = { from: NOON - 401 * DAY, to: NOON - 399 * DAY };
  for (const by of [undefined, 'campaign'] as const) {
    const [group] = (await reports.funnel({ ...span, by })).groups;
    expect(group!.stages[0]).toMatchObject({ here: 1, waiting: [] });
  }
});

test('each number of the funnel opens its leads', async () => {
  const [all] = await funnel();
  const [inquiry, mql] = all!.stages;
  expect(await world.behind(mql!.people.reached)).toEqual(['back', 'ready', 'won']);
  expect(await world.behind(mql!.people.here)).toEqual(['ready']);
  expect(await world.behind(mql!.left[0]!.people)).toEqual(['back']);
  expect(await world.behind(inquiry!.waiting[0]!.people)).toEqual(['held']);
});

test('a cohort can be of a source, of a campaign, or of another time', async () => {
  const reached = (groups: Awaited<ReturnType<typeof funnel>>) =>
    groups.map(({ label, stages }) => [label, ...stages.map((stage) => stage.reached)]);
  expect(reached(await funnel({ by: 'source' }))).toEqual([
    ['fair', 3, 2, 0, 0, 0],
    ['test', 3, 1, 1, 1, 1],
  ]);
  expect(reached(await funnel({ by: 'campaign' }))).toEqual([['Spring', 5, 3, 1, 1, 1]]);
  const long = { from: NOON - 365 * DAY, to: NOON - 100 * DAY };
  expect(reached(await funnel(long))).toEqual([['All leads', 1, 1, 0, 0, 0]]);
});

test('the leads that stay in or leave a stage are those that did not reach the next one', async () => {
  for (const { stages } of [...(await funnel()), ...(await funnel({ by: 'campaign' }))])
    for (const [n, { reached, here, left }] of stages.entries())
      expect((stages[n + 1]?.reached ?? 0) + here + left.reduce((sum, { leads }) => sum + leads, 0)).toBe(reached);
});

test.each(['', 'leads', 'arrived', 'constructor?since=2026-01-01', 'arrived?since=2026-01-01&until=2026-02-01&email=x', 'arrived?since=x&until=y', "arrived?since=2026-01-01&until=2026-02-01&stage'=x"])(
  'the key "%s" opens nothing',
  async (of) => {
    await expect(world.as('manager').reports.people({ of })).rejects.toThrow(/not a number of a report|expected a text/);
  },
); // prettier-ignore

test('the leads behind a number come in pages', async () => {
  const [all] = await funnel();
  const of = all!.stages[0]!.people.reached;
  const seen: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await world.as('marketer').reports.people({ of, limit: 4, after });
    seen.push(...page.items.map(({ id }) => id));
    if (page.next === undefined) break;
    after = page.next;
  }
  expect(new Set(seen).size).toBe(6);
});
