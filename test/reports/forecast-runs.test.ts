import { sql } from 'kysely';
import { afterEach, expect, test, vi } from 'vitest';
import { questionOf } from '../../api/reports/saved.ts';
import { createCaller } from '../../api/router.ts';
import { makeDueForecast } from '../../api/reports/simulated/make.ts';
import {
  SimulationFailed,
  type MonthOrder,
  type SimulatedMonth,
  type SimulateMonth,
} from '../../api/reports/simulated/simulator.ts';
import { createForecaster } from '../../cli/simulate/forecaster.ts';
import { saveReport } from '../../db/reports/saved-reports.ts';
import { HOUR, MINUTE } from '../../domain/time/duration.ts';
import { createWorld, type World } from '../api/world.ts';
import { app } from '../support/app.ts';

afterEach(() => vi.useRealTimers());

/** A company with a lead in a program, whose forecast somebody has asked for. */
async function asked(): Promise<World> {
  const world = await createWorld();
  await world.enrolled('ann@pier1.example');
  await shown(world);
  return world;
}

/** What a worker does when nothing is due. */
const swept = async (world: World) =>
  await makeDueForecast({ ...world.deps, simulateMonth: () => Promise.reject(new Error('Nobody asked.')) });

/** What the simulator is asked, and the answer that people then see. */
async function made(world: World) {
  const orders: MonthOrder[] = [];
  const simulateMonth: SimulateMonth = (order) => (orders.push(order), Promise.resolve(nothing));
  expect(await makeDueForecast({ ...world.deps, simulateMonth })).toBe(1);
  return { order: orders[0], answer: (await shown(world)).answer! };
}

const shown = async (world: World, anew = false) => (await world.as('marketer').reports.forecast({ anew })).simulated!;

const nothing: SimulatedMonth = { happened: [], fittedTo: 0 };

/** The simulation of a worker, which goes on until it is told how it ends. */
async function begun(world: World) {
  const [begins, ends] = [Promise.withResolvers<void>(), Promise.withResolvers<SimulatedMonth>()];
  const simulateMonth: SimulateMonth = async () => {
    begins.resolve();
    return await ends.promise;
  };
  const made = makeDueForecast({ ...world.deps, simulateMonth });
  await begins.promise;
  const over = async () => void (await made);
  return {
    answers: async () => (ends.resolve(nothing), await over()),
    fails: async () => (ends.reject(new Error('No memory is left.')), await over()),
  };
}

/** As if a worker had not been heard of for an hour. */
const silent = async ({ db }: World) => await sql`update forecasts set told_at = told_at - interval '1 hour'`.execute(db);

test('a run whose process is gone has failed, and does not spoil the next one if it comes back', async () => {
  await using world = await asked();
  const first = await begun(world);
  await silent(world);
  expect(await swept(world)).toBe(0);
  expect(await shown(world)).toMatchObject({ progress: null, failed: 'The process that simulated it ended.' });
  expect(await swept(world)).toBe(0);
  await shown(world, true);
  const second = await begun(world);
  await first.fails();
  expect(await shown(world)).toMatchObject({ answer: null, progress: 'It begins', failed: null });
  await second.answers();
  expect(await shown(world)).toMatchObject({ answer: { groups: [{ leads: 1 }] }, progress: null, failed: null });
});

test('a run that has nothing new to say shows that it is alive', async () => {
  await using world = await asked();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const run = await begun(world);
  await silent(world);
  vi.advanceTimersByTime(MINUTE);
  await vi.waitFor(async () => {
    const heard = await sql`select 1 from forecasts where told_at > now() - interval '1 minute'`.execute(world.db);
    expect(heard.rows).toHaveLength(1);
  });
  await run.answers();
});

test('a forecast that fails says why, and is tried again when somebody asks later', async () => {
  await using world = await asked();
  const fails: SimulateMonth = () => Promise.reject(new SimulationFailed('No memory is left.'));
  const attempt = async () => await makeDueForecast({ ...world.deps, simulateMonth: fails });
  expect(await attempt()).toBe(1);
  expect(await shown(world)).toMatchObject({ answer: null, progress: null, failed: 'No memory is left.' });
  expect(await attempt()).toBe(0);
  world.now += 2 * HOUR;
  expect(await shown(world)).toMatchObject({ progress: 'It waits for its turn' });
  expect(await attempt()).toBe(1);
});

test('an error that is not meant for people is not told to them', async () => {
  await using world = await asked();
  const simulateMonth: SimulateMonth = () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7 as ann@pier1.example'));
  await makeDueForecast({ ...world.deps, simulateMonth });
  expect(await shown(world)).toMatchObject({
    failed: 'An unexpected error; the log says where.',
    text: 'The simulation failed: An unexpected error; the log says where.',
  });
  expect(world.logged.join('\n')).toMatch(/forecast-runs\.test\.ts:\d+/);
  expect(world.logged.join('\n')).not.toMatch(/10\.0\.0\.7|ann@/);
});

test('a worker that stops gives the month to another one', async () => {
  await using world = await asked();
  const stopping = new AbortController();
  await using forecaster = createForecaster({
    app: app.dir,
    databaseUrl: 'postgres://127.0.0.1:1/none',
    signal: stopping.signal,
  });
  const simulateMonth: SimulateMonth = async (order, onProgress) => {
    const simulated = forecaster.simulateMonth(order, onProgress);
    stopping.abort();
    return await simulated;
  };
  expect(await makeDueForecast({ ...world.deps, simulateMonth })).toBe(0);
  expect(await shown(world)).toMatchObject({ answer: null, progress: 'It waits for its turn', failed: null });
  const other = await begun(world);
  await other.answers();
  expect(await shown(world)).toMatchObject({ answer: { groups: [{ leads: 1 }] }, failed: null });
});

test('only the newest ten drafts are simulated, and it says so', async () => {
  await using world = await asked();
  const leadIds: string[] = [];
  for (let n = 1; n <= 12; n++) {
    leadIds.push(await world.lead(`lead${n}@pier${n}.example`));
    await world
      .as('marketer')
      .campaigns.draft({ name: `Draft ${n}`, program: 'newcomers', audience: { leadIds: leadIds.slice(-1) } });
  }
  const { order, answer } = await made(world);
  expect(order!.drafts.map(({ name, leadIds: [id] }) => [name, id])).toEqual(
    leadIds.map((id, n) => [`Draft ${n + 1}`, id]).slice(2),
  );
  expect(answer.groups).toHaveLength(11);
  expect(answer.text).toContain('Of 12 drafts, only the newest 10 are simulated.');
});

test('a lead whose main program is parked is simulated if a side program sends to it', async () => {
  await using world = await asked();
  await sql`update enrolments set state = 'parked'`.execute(world.db);
  expect((await made(world)).order).toBeUndefined();
  await world.as('marketer').campaigns.draft({ name: 'Side', program: 'newcomers' });
  await sql`insert into enrolments
    select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'campaign_id', c.id, 'lane', 'side', 'state', 'running'))).*
    from enrolments e, campaigns c where c.name = 'Side'`.execute(world.db);
  await shown(world, true);
  expect((await made(world)).order!.running).toHaveLength(1);
});

test('on the first of a month, a forecast that was saved before is counted anew', async () => {
  await using world = await asked();
  const { reports } = world.as('marketer');
  world.now = Date.parse('2026-03-31T20:00:00Z');
  const { month, simulated: _, ...answer } = await reports.forecast();
  expect(month).toBe('2026-04');
  const saved = { answer: { month, ...answer }, tookMs: 5_000, at: world.now };
  await saveReport(world.db, questionOf('forecast', { ahead: 1 }), saved);
  world.now += 4 * HOUR;
  expect(await reports.forecast()).toMatchObject({ month: '2026-05', simulated: { progress: 'It waits for its turn' } });
  expect((await made(world)).order!.month.from).toBe(Date.parse('2026-04-30T22:00:00Z'));
});

test('where nobody simulates, a forecast says so, and asks nobody', async () => {
  await using world = await createWorld();
  await world.enrolled('ann@pier1.example');
  const principal = { id: 'key', name: 'marketer', role: 'marketer' } as const;
  const { reports } = createCaller({ ...world.deps, simulatesMonths: false, principal });
  const { simulated } = await reports.forecast();
  expect(simulated).toMatchObject({ isPossible: false, answer: null, progress: null, failed: null });
  expect(simulated!.text).toContain('No worker here simulates, so this forecast uses past months only.');
  expect(await swept(world)).toBe(0);
});
