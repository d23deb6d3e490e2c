import { expect, test } from 'vitest';
import { simulatedRows } from '../../api/reports/simulated/rows.ts';
import type { Happened } from '../../api/reports/simulated/simulator.ts';
import { shownReports } from '../../cli/report/shown.ts';
import { DAY } from '../../domain/time/duration.ts';

const JULY = Date.parse('2026-07-01T00:00:00Z');
const on = (day: number, leadId: string, what: Happened['what'], rep: string | null = null): Happened => ({
  leadId,
  what,
  at: JULY + (day - 1) * DAY + DAY / 2,
  rep,
});

const groups = [
  { draft: null, leads: 4, some: ['ann', 'bob'] },
  { draft: { campaignId: 'spring', name: 'Spring' }, leads: 1, some: ['cy'] },
];
const happened = [
  on(6, 'ann', 'emails'),
  on(6, 'bob', 'emails'),
  on(7, 'cy', 'emails'),
  on(8, 'ann', 'tasks', 'Sam Rivers'),
  on(8, 'bob', 'tasks', 'Sam Rivers'),
  on(9, 'cy', 'tasks'),
  on(20, 'ann', 'customers'),
  on(21, 'bob', 'customers'),
  on(22, 'cy', 'customers'),
];
const worth = { currency: 'EUR', open: new Map([['ann', 40_000]]), average: 10_000 };
const rows = simulatedRows({ groups, happened, planned: [{ day: JULY / DAY + 5, count: 100 }], zone: 'UTC', worth });
const rowOf = (label: string) => rows.find((row) => row.label === label)!;

test('a sample counts for all its leads, and emails that are planned are added', () => {
  expect(rowOf('Emails')).toMatchObject({ expected: 105, interval: { from: 105, to: 105 }, ofDrafts: 1 });
  expect(rowOf('Emails').byDay.map(({ day, expected }) => [day, expected])).toEqual([
    ['2026-07-06', 104],
    ['2026-07-07', 1],
  ]);
  expect(rowOf('Emails').byWeek.map(({ week, expected }) => [week, expected])).toEqual([['2026-07-06', 105]]);
});

test('tasks are those of a rep, or of nobody yet', () => {
  expect(rowOf('Tasks').expected).toBe(5);
  expect(rowOf('Tasks of Sam Rivers')).toMatchObject({ expected: 4, ofDrafts: 0 });
  expect(rowOf('Tasks of nobody yet')).toMatchObject({ expected: 1, ofDrafts: 1 });
});

test('a customer is worth their open deal, or what deals are worth on average', () => {
  // Ann stands for two leads with 40,000, Bob for two with 10,000, Cy for himself.
  expect(rowOf('Revenue (EUR)')).toMatchObject({ expected: 110_000, ofDrafts: 10_000 });
  const unknown = simulatedRows({ groups, happened, planned: [], zone: 'UTC', worth: { ...worth, average: null } });
  expect(unknown.map(({ what }) => what)).not.toContain('revenue');
});

test('the command line shows both forecasts, and how far those of the last month were off', () => {
  const compared = { by: 'simulator', label: 'Emails', expected: 16.4, interval: { from: 10, to: 22 }, happened: 12 };
  const answer = {
    rows: [{ label: 'Emails', expected: 90, interval: { from: 80, to: 100 }, before: [{ count: 88 }] }],
    text: 'Based on the last month.',
    simulated: { answer: { rows }, text: 'Simulated.', lastMonth: { month: '2026-06', rows: [compared] } },
  };
  const { rows: shown, columns, notes } = shownReports.forecast;
  const lines = shown(answer).map((row) => Object.values(columns).map((of) => of(row)));
  expect(lines[0]).toEqual(['months before', 'Emails', '90', '80 to 100', '', '88']);
  expect(lines[1]).toEqual(['simulator', 'Emails', '105', '105 to 105', '104', '']);
  expect(notes!(answer)).toEqual([
    'Based on the last month.',
    'Simulated.',
    '2026-06, simulator: Emails 12, expected 16 (10 to 22)',
  ]);
});
