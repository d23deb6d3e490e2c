import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { shownReports, type ReportName } from '../../cli/report/shown.ts';
import { DAY } from '../../domain/time/duration.ts';
import { root } from '../frame/import-graph.ts';
import { createReportWorld, email, NOON, type ReportWorld } from './world.ts';

// Each starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

let world: ReportWorld;
let env: Record<string, string | undefined>;

beforeAll(async () => {
  world = await createReportWorld();
  const url = await world.api.listen({ port: 0 });
  const key = (await world.key('admin')).authorization.split(' ')[1]!;
  env = { PATH: process.env['PATH'], TRELLIS_API_URL: url, TRELLIS_API_KEY: key };
  const ann = await world.traveller('ann@pier1.example', 20, [[10, 'mql']], '=fair, "north"');
  await email(world, ann, 15, { acts: ['clicked'] });
});
afterAll(async () => await world[Symbol.asyncDispose]());

const trellis = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [join(root, 'cli/trellis.js'), 'report', ...args], { cwd: root, env })).stdout;

test('a report is a table, and its JSON has the keys with which its leads are listed', async () => {
  const from = ['--from', '2026-01-01', '--to', '2026-04-01'];
  expect(await trellis('funnel', ...from)).toMatch(/STAGE +REACHED +RATE[^]*MQL +1 +100 % +100 % +10 +1/);
  const { groups } = JSON.parse(await trellis('funnel', ...from, '--json')) as Awaited<
    ReturnType<ReturnType<ReportWorld['as']>['reports']['funnel']>
  >;
  expect(await trellis('people', groups[0]!.stages[1]!.people.reached)).toContain('ann@pier1.example');
});

test('a date on the command line begins in the zone of the settings', async () => {
  const { from } = JSON.parse(await trellis('funnel', '--from', '2026-03-10', '--json')) as { from: string };
  expect(from).toBe('2026-03-09T23:00:00.000Z');
});

test('a report as CSV keeps what people wrote in its cell, and gives a spreadsheet no formula', async () => {
  const [header, row] = (await trellis('sources', '--from', '2026-01-01', '--to', '2026-04-01', '--csv')).split('\r\n');
  expect(header).toBe('SOURCE,LEADS,MQL,SAL,OPPORTUNITIES,CUSTOMERS,RATE,REVENUE,COST');
  expect(row).toBe(`"'=fair, ""north""",1,1,0,0,0,0 %,0,0`);
});

test('a reader who stops in the middle gets no error', async () => {
  const command = [join(root, 'cli/trellis.js'), 'report', 'sources', '--csv'];
  const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect([said, code]).toEqual(['', 0]);
});

test.each(Object.keys(shownReports) as ReportName[])('each column of the report %s is filled from an answer', async (name) => {
  const answers = world.as('admin').reports;
  const answer = await (name === 'plan'
    ? answers.plan({ revenue: 1_000, by: '2027-01-01T00:00:00Z' })
    : (answers[name] as () => Promise<object>)());
  const { rows, columns } = shownReports[name];
  for (const row of rows(answer as Record<string, unknown>))
    for (const of of Object.values(columns)) expect(typeof of(row)).toBe('string');
  expect(
    rows(answer as Record<string, unknown>).length > 0 || ['plan', 'sla', 'answers', 'feedback', 'money'].includes(name),
  ).toBe(true);
});

test('a plan is printed by stage and by month', async () => {
  const bo = await world.traveller('bo@pier2.example', 100, [[90, 'mql'], [80, 'sal'], [70, 'opportunity'], [60, 'customer']]); // prettier-ignore
  const salesperson = await world.rep('salesperson', 'Sal Wood', 'deal-team');
  const [openedAt, closedAt] = [70, 60].map((days) => new Date(NOON - days * DAY));
  await world.db
    .insertInto('opportunities')
    .values({ id: v7(), leadId: bo, ownerId: salesperson, amount: 500, closeAt: closedAt!, nextStep: 'call', stageChangedAt: openedAt!, openedAt: openedAt!, closedAt, result: 'won' })
    .execute(); // prettier-ignore
  const plan = await trellis('plan', '--revenue', '6000', '--by', '2026-12-31');
  expect(plan).toMatch(
    /STAGE +NEEDED[^]*Customer .* 2026-12-31\n\nMONTH +INQUIRY +MQL +SAL +OPPORTUNITY +CUSTOMER +REVENUE +COST\n2026-03 /,
  );
  expect(plan).toMatch(/2026-12 +0 +0 +0 +1 +1 +704 +0\n/);
});
