import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { saved } from '../../api/reports/saved.ts';
import { saveReport } from '../../db/reports/saved-reports.ts';
import { DAY, MINUTE } from '../../domain/time/duration.ts';
import { createReportWorld, type ReportWorld } from './world.ts';

let world: ReportWorld;
beforeAll(async () => void (world = await createReportWorld()));
afterAll(async () => await world[Symbol.asyncDispose]());

/** Counts how often it was counted, in so many milliseconds. */
function counter(ms: number) {
  const seen = { times: 0 };
  const count = async () => {
    seen.times++;
    await delay(ms);
    return { rows: [seen.times] };
  };
  return { seen, count };
}

const ask = async (report: string, count: () => Promise<object>) => await saved(world.deps, report, { by: 'week' }, count);

const savedAnswers = async () =>
  (await world.db.selectFrom('savedReports').select('answer').execute()).map(({ answer }) => answer);

test('a fast report is recounted each time', async () => {
  const { count } = counter(0);
  expect(await ask('fast', count)).toEqual({ rows: [1], countedAt: '2026-03-10T10:00:00.000Z' });
  expect(await ask('fast', count)).toEqual({ rows: [2], countedAt: '2026-03-10T10:00:00.000Z' });
});

test('a slow report is saved: the next caller gets it at once, and once it is old, it is recounted in the background', async () => {
  const { seen, count } = counter(1_100);
  expect(await ask('slow', count)).toMatchObject({ rows: [1] });
  expect(await ask('slow', count)).toMatchObject({ rows: [1] });
  expect(seen.times).toBe(1);
  world.now += 10 * MINUTE;
  expect(await ask('slow', count)).toMatchObject({ rows: [1], countedAt: '2026-03-10T10:00:00.000Z' });
  await vi.waitFor(async () => expect(await savedAnswers()).toEqual([{ rows: [2] }]), { timeout: 10_000 });
  expect(await ask('slow', count)).toMatchObject({ rows: [2] });
  expect(seen.times).toBe(2);
});

test('what the sweep has counted is shown at once, unless counting it anew is as fast', async () => {
  for (const [report, tookMs] of Object.entries({ swept: 100, quick: 99 }))
    await saveReport(world.db, `${report} {"by":"week"}`, { answer: { rows: [0] }, tookMs, at: world.now });
  const { count } = counter(0);
  expect(await ask('swept', count)).toMatchObject({ rows: [0] });
  expect(await ask('quick', count)).toMatchObject({ rows: [1] });
});

test('two simultaneous requests count a slow report once', async () => {
  const { seen, count } = counter(1_100);
  await Promise.all([ask('both', count), ask('both', count)]);
  expect(seen.times).toBe(1);
});

test('a different question has its own answer, and yesterday’s is deleted', async () => {
  const { count } = counter(1_100);
  await ask('other', count);
  expect(await saved(world.deps, 'other', { by: 'month' }, counter(0).count)).toMatchObject({ rows: [1] });
  world.now += DAY + 20 * MINUTE;
  expect(await ask('other', count)).toMatchObject({ rows: [2] });
  expect(await world.db.selectFrom('savedReports').select('asked').execute()).toHaveLength(1);
});
