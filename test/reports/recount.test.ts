import { afterEach, beforeEach, expect, test } from 'vitest';
import { counts } from '../../api/reports/counts.ts';
import { expectedQuestions, recountNext } from '../../api/reports/recount.ts';
import { saved } from '../../api/reports/saved.ts';
import { saveReport } from '../../db/reports/saved-reports.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { createReportWorld, email, type ReportWorld } from './world.ts';

let world: ReportWorld;
beforeEach(async () => void (world = await createReportWorld()));
afterEach(async () => await world[Symbol.asyncDispose]());

const deps = () => ({ ...world.deps, db: world.db });
const openings = async () => (await expectedQuestions(deps())).length;
const asked = 'emails {"by":"week","days":30}';

/** Sweeps until nothing is due. @returns how many reports were counted */
async function sweep(): Promise<number> {
  let counted = 0;
  while ((await recountNext(deps())) > 0) counted++;
  return counted;
}

/** As if a person had asked, and counting had taken so many seconds. */
const somebodyAsked = async (question: string, answer = '{"rows":[]}') =>
  await world.db
    .insertInto('savedReports')
    .values({
      asked: question,
      answer,
      tookMs: 5_000,
      at: new Date(world.now),
      wantedAt: new Date(world.now),
      recountAt: new Date(world.now + 6 * HOUR),
    })
    .execute();

const isSaved = async (question: string) =>
  await world.db.selectFrom('savedReports').selectAll().where('asked', '=', question).executeTakeFirst();

test('the first reports of pages are counted before anybody asks, once every six hours', async () => {
  await world.traveller('ann@pier1.example', 20, [[5, 'mql']]);
  expect(await sweep()).toBe(await openings());
  expect(await sweep()).toBe(0);
  const found = await isSaved('funnel {"days":90}');
  expect(found?.answer).toMatchObject(JSON.parse(JSON.stringify(await counts.funnel(deps(), { days: 90 }))) as object);
  world.now += 6 * HOUR;
  expect(await sweep()).toBe(await openings());
});

test('a report that is counted fast is counted again sooner than a slow one', async () => {
  await sweep();
  await world.db
    .updateTable('savedReports')
    .set({ recountAt: new Date(world.now + DAY) })
    .execute();
  for (const [question, tookMs] of Object.entries({ [asked]: 200_000, 'emails {"by":"content","days":30}': 200 }))
    await saveReport(world.db, question, { answer: {}, tookMs, at: world.now });
  world.now += HOUR;
  expect(await sweep()).toBe(1);
});

test('a slow report that somebody asked for is recounted before the next request, with the same result as counting', async () => {
  const ann = await world.traveller('ann@pier1.example', 20, [[5, 'mql']]);
  await email(world, ann, 9, { acts: ['clicked'] });
  await somebodyAsked(asked);
  expect((await world.as('marketer').reports.emails({ days: 30, by: 'week' })).rows).toEqual([]);
  world.now += 6 * HOUR;
  await sweep();
  const { rows } = await counts.emails(deps(), { days: 30, by: 'week' });
  expect(rows).toMatchObject([{ sent: 1, clicked: 1 }]);
  expect((await isSaved(asked))?.answer).toMatchObject({ rows: JSON.parse(JSON.stringify(rows)) as object });
});

test('a report that nobody asked for in two weeks is no longer counted, and one that can’t be counted any more is deleted', async () => {
  await somebodyAsked(asked);
  await somebodyAsked('campaigns.results {"by":"email","campaignId":"00000000-0000-7000-8000-000000000000"}');
  await somebodyAsked('reportOfAnotherVersion {}');
  await somebodyAsked('versionsSent {"id":"an-email-that-was-removed"}');
  world.now += 7 * HOUR;
  expect(await sweep()).toBe((await openings()) + 4);
  expect(await world.db.selectFrom('savedReports').select('asked').execute()).toHaveLength((await openings()) + 1);
  await world.db
    .updateTable('savedReports')
    .set({ wantedAt: new Date(world.now - 14 * DAY) })
    .where('asked', '=', asked)
    .execute();
  world.now += 6 * HOUR;
  expect(await sweep()).toBe(await openings());
  world.now += 19 * HOUR;
  await sweep();
  expect(await isSaved(asked)).toBeUndefined();
  expect(await isSaved('funnel {"days":90}')).toBeDefined();
});

test('a caller who asks to recount gets the current numbers, and so does the next caller', async () => {
  const ask = async (answer: number, anew: boolean) =>
    await saved(world.deps, 'any', {}, async () => await Promise.resolve({ answer }), anew);
  await somebodyAsked('any {}', '{"answer":1}');
  expect(await ask(2, false)).toMatchObject({ answer: 1 });
  expect(await ask(3, true)).toMatchObject({ answer: 3 });
  expect(await ask(4, false)).toMatchObject({ answer: 4 });
});

test('a number of days is that of whole days in the company’s zone, and the days before touch it', async () => {
  const { reports } = world.as('marketer');
  const { from, to } = await reports.sources({ days: 30 });
  expect([from, to]).toEqual(['2026-02-08T23:00:00.000Z', '2026-03-10T23:00:00.000Z']);
  expect((await reports.sources({ days: 30, ago: 30 })).to).toBe(from);
  await expect(reports.sources({ days: 30, from })).rejects.toThrow('The span is given twice.');
  await expect(reports.sources({ ago: 30 })).rejects.toThrow('`ago` needs `days`: it says how long ago they ended.');
});
