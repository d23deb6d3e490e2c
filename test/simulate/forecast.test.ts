import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterEach, expect, inject, it, vi } from 'vitest';
import { makeDueForecast } from '../../api/reports/simulated/make.ts';
import { createCaller } from '../../api/router.ts';
import type { SimulateMonth } from '../../api/reports/simulated/simulator.ts';
import { fitOfDatabase } from '../../cli/simulate/fit-of-database.ts';
import { createForecaster } from '../../cli/simulate/forecaster.ts';
import { modelledPeople } from '../../cli/simulate/people.ts';
import { simulateMonth } from '../../cli/simulate/simulate-month.ts';
import type { Db } from '../../db/database.ts';
import { databaseUrlOf } from '../../dev/postgres/database.ts';
import { DAY } from '../../domain/time/duration.ts';
import { castOf } from '../../simulate/audience/cast.ts';
import { testDatabase } from '../../testing/database.ts';
import { loadBundle } from '../../testing/engine.ts';
import { createRecordingMailer } from '../../testing/recording-mailer.ts';
import { openVirtualWorld } from '../../testing/virtual-world.ts';
import { createWorld } from '../api/world.ts';
import { app as usual } from '../support/app.ts';
import { staffOf } from '../support/cast.ts';
import { letters } from './letters/programs.ts';
import { savePast } from './past.ts';

const workflowsPath = fileURLToPath(new URL('letters/workflows.ts', import.meta.url));
const app = { ...usual, programs: { letters }, workflowsPath };
/** A Monday. */
const MONDAY = Date.parse('2026-06-08T10:00:00Z');

afterEach(() => vi.unstubAllEnvs());

/**
 * A company whose readers have never reacted: five leads got the first letter today, one of whom somebody then holds, a draft would take
 * three others, and one is to begin in July.
 */
async function company() {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await testDatabase());
  const { db, url } = database;
  vi.stubEnv('DATABASE_URL', url);
  await savePast(db, { leads: 400, content: 'guide', emails: 6, rates: () => ({}) });
  const bundle = await loadBundle(workflowsPath, { sharedModules: true });
  const [mail, staff] = [createRecordingMailer(), await staffOf({})];
  const world = opened.use(await openVirtualWorld({ db, app, bundle, programs: ['letters'], staff, start: MONDAY, mail }));
  const known = new Set((await db.selectFrom('leads').select('id').execute()).map(({ id }) => id));
  await modelledPeople(9).come(world, { db, cast: castOf([], 1), policy: app.policy });
  const leads = await db.selectFrom('leads').select('id').orderBy('id').execute();
  const ids = leads.map(({ id }) => id).filter((id) => !known.has(id));
  // A value of a former version of the program, which allowed more: the standard counts.
  await db
    .updateTable('inputs')
    .set({ values: JSON.stringify({ patience: '90 days' }) })
    .where('program', '=', 'letters')
    .execute();
  const { campaigns } = world.as('marketer');
  const shared = { program: 'letters', spreadDays: 1, jitterHours: 0 };
  const { campaignId } = await campaigns.launch({ ...shared, name: 'Letters', audience: { leadIds: ids.slice(0, 5) } });
  await campaigns.draft({ ...shared, name: 'More letters', audience: { leadIds: ids.slice(5, 8) } });
  const later = await campaigns.draft({ ...shared, name: 'In July', audience: { leadIds: ids.slice(8) } });
  await campaigns.start({ campaignId: later.campaignId, expect: 1, at: '2026-07-01T10:00:00Z' });
  await world.relay();
  await world.engine.runUntil(MONDAY + DAY);
  await campaigns.pause({ campaignId, leadId: ids[0]!, because: 'is on holiday' });
  const playing = { app, bundle, staff, signal: new AbortController().signal };
  const simulate: SimulateMonth = async (order, onProgress) =>
    await simulateMonth(order, { ...playing, onProgress, fit: await fitOfDatabase(app) });
  const all = opened.move();
  const principal = { id: 'story', name: 'manager', role: 'manager', repId: undefined } as const;
  const { reports } = createCaller({ ...world.deps, simulatesMonths: true, principal });
  const forecast = async () => await makeDueForecast({ ...world.deps, simulateMonth: simulate });
  return { db, world, mail, reports, forecast, [Symbol.asyncDispose]: async () => await all.disposeAsync() };
}

/** Every row of a database, without what the forecast itself saves. */
async function everything(db: Db): Promise<unknown> {
  const { rows } = await sql<{ table: string }>`
    select table_name as table from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('forecasts', 'saved_reports') order by 1`.execute(
    db,
  );
  return await Promise.all(
    rows.map(async ({ table }) => [
      table,
      (await sql`select to_jsonb(t) from ${sql.table(table)} as t order by 1`.execute(db)).rows,
    ]),
  );
}

it(
  'the next month is simulated from the leads in programs and in drafts, and is compared with what happened',
  { timeout: 400_000 },
  async () => {
    await using firm = await company();
    const { db, world, mail, reports, forecast } = firm;
    expect(await forecast()).toBe(0);
    expect((await reports.forecast()).simulated).toMatchObject({
      answer: null,
      progress: 'It waits for its turn',
      lastMonth: null,
    });

    const [before, sent] = [await everything(db), mail.mails.length];
    expect(await forecast()).toBe(1);
    expect(await everything(db)).toEqual(before);
    expect(sent).toBe(5);
    expect(mail.mails).toHaveLength(sent);

    const { month, simulated } = await reports.forecast();
    const { answer, progress, failed } = simulated!;
    expect([month, progress, failed]).toEqual(['2026-07', null, null]);
    const rowOf = (label: string) => answer!.rows.find((row) => row.label === label)!;
    // Four leads in the program and three in the draft get the second letter after 30 days, the third after 42, and then a call; one begins in July.
    expect(rowOf('Emails')).toMatchObject({ expected: 16, interval: { from: 10, to: 22 }, ofDrafts: 6 });
    expect(rowOf('Emails').byDay.map(({ day, expected }) => [day, expected])).toEqual([
      ['2026-07-01', 1],
      ['2026-07-08', 4],
      ['2026-07-09', 3],
      ['2026-07-20', 4],
      ['2026-07-21', 3],
      ['2026-07-31', 1],
    ]);
    expect(rowOf('Leads ready for sales')).toMatchObject({ expected: 7, interval: { from: 3, to: 11 }, ofDrafts: 3 });
    expect(rowOf('Leads ready for sales').byWeek.map(({ week, expected }) => [week, expected])).toEqual([['2026-07-20', 7]]);
    const ofReps = answer!.rows.filter(({ what, label }) => what === 'tasks' && label !== 'Tasks');
    expect(ofReps.length).toBeGreaterThan(0);
    expect(ofReps.reduce((sum, { expected }) => sum + expected, 0)).toBe(rowOf('Tasks').expected);
    expect(rowOf('Tasks').expected).toBeGreaterThanOrEqual(7);
    expect(answer!.text).toBe(
      'Simulated from 2026-06-09 10:00 UTC on: 6 leads in programs, 3 leads that the draft "More letters" would take. Drafts begin at once. They react as often as the leads of your 2,405 emails did. Reps are modelled. Leads that come in later are not part of it. There is no revenue, because no deal was won in the last year.',
    );
    expect(await forecast()).toBe(0);

    // Nobody starts the draft, and the leads of the program go on as if nothing had been asked.
    await world.runFor('60 days');
    const { lastMonth } = (await reports.forecast()).simulated!;
    expect(lastMonth!.month).toBe('2026-07');
    expect(lastMonth!.rows.find(({ by, label }) => by === 'simulator' && label === 'Emails')).toMatchObject({
      expected: 16,
      happened: 10,
      isWithin: true,
    });
    expect(lastMonth!.rows.filter(({ by }) => by === 'monthsBefore').map(({ label }) => label)).toContain('Emails');
  },
);

it('a process of its own simulates the month, and says how far it is', { timeout: 400_000 }, async () => {
  await using world = await createWorld();
  await world.rep('sdr', 'Sam Rivers', 'sdr-team');
  const rows = Array.from({ length: 4 }, (_, n) => ({ email: `lead${n}@company${n}.example`, company: `Company ${n}` }));
  await world.as('marketer').imports.run({ file: { rows }, source: 'fair', consentBasis: 'optIn' });
  await world.as('marketer').campaigns.draft({ name: 'Spring', program: 'newcomers', everybody: true });
  const { rows: named } = await sql<{ name: string }>`select current_database() as name`.execute(world.db);
  const databaseUrl = databaseUrlOf(inject('databaseUrl'), named[0]!.name);
  const { signal } = new AbortController();
  await using forecaster = createForecaster({ app: usual.dir, databaseUrl, signal });
  const lines: string[] = [];
  const { reports } = world.as('marketer');
  await reports.forecast();
  const simulate: SimulateMonth = async (order, onProgress) =>
    await forecaster.simulateMonth(order, (line) => {
      lines.push(line);
      onProgress(line);
    });
  expect(await makeDueForecast({ ...world.deps, simulateMonth: simulate })).toBe(1);
  const { answer, failed } = (await reports.forecast()).simulated!;
  expect(failed).toBeNull();
  expect(answer!.groups).toMatchObject([
    { draft: null, leads: 0, sampled: 0 },
    { draft: { name: 'Spring' }, leads: 4, sampled: 4 },
  ]);
  expect(lines.some((line) => /^Day \d+ of 52: \d+ emails$/.test(line))).toBe(true);
});
