import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { definePolicy } from '../../domain/policy/policy.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { createReportWorld, email, engagement, NOON, type ReportWorld } from './world.ts';

const policy = definePolicy({ agreement: { acceptedShare: 0.5, mqlsPerMonth: 3 } });
let world: ReportWorld;
let rhea: string;
let sal: string;
const ids: Record<string, string> = {};

beforeAll(async () => {
  world = await createReportWorld(undefined, policy);
  rhea = await world.rep('sdr', 'Rhea Dunn');
  sal = await world.rep('salesperson', 'Sal Wood', 'deal-team');
  ids['ann'] = await world.traveller('ann@pier1.example', 80, [[70, 'mql'], [65, 'sal'], [50, 'opportunity'], [20, 'customer']], 'fair'); // prettier-ignore
  ids['bob'] = await world.traveller('bob@pier2.example', 60, [[50, 'mql'], [40, 'recycled', 'rejected']], 'fair'); // prettier-ignore
  ids['cy'] = await world.traveller('cy@pier3.example', 20, [[5, 'mql']], 'web');
  await world.db.updateTable('campaigns').set({ cost: 300 }).execute();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const reports = () => world.as('manager').reports;
const ago = (days: number) => NOON - days * DAY;

test('the results of emails are counted by email, machines separately, and each count opens its leads', async () => {
  await email(world, ids['ann']!, 10, { acts: ['opened', 'clicked', 'clicked', 'downloaded'] });
  await email(world, ids['ann']!, 8, { content: 'question', acts: ['replied'] });
  await email(world, ids['bob']!, 9, { acts: ['machine'] });
  await email(world, ids['bob']!, 7, { acts: ['unsubscribed', 'complained'] });
  await email(world, ids['cy']!, 6, { state: 'never', reason: 'unsubscribed' });
  await email(world, ids['cy']!, 4, { state: 'deferred', reason: 'sendWindow' });
  await email(world, ids['cy']!, 3, { acts: ['bounced'] });
  const { rows } = await reports().emails({});
  const [guide, question] = rows;
  expect(guide).toMatchObject({
    value: 'guide', sent: 4, opened: 1, clicked: 1, goal: 1, replied: 0, unsubscribed: 1, complained: 1, bounced: 1,
    clickedByMachine: 1, notSent: 1, deferred: 1, rates: { clicked: 0.25, goal: 0.25 },
    notSentBecause: [{ reason: 'unsubscribed', count: 1 }], deferredBecause: [{ reason: 'sendWindow', label: expect.stringContaining('the hours in which the lead gets emails'), count: 1 }],
  }); // prettier-ignore
  expect(question).toMatchObject({ value: 'question', sent: 1, replied: 1, goal: 0 });
  expect(await world.behind(guide!.people.sent)).toEqual(['ann', 'bob', 'cy']);
  expect(await world.behind(guide!.people.goal)).toEqual(['ann']);
  expect(await world.behind(guide!.notSentBecause[0]!.people)).toEqual(['cy']);
  expect((await reports().emails({ by: 'month' })).rows.map(({ label, sent }) => [label, sent])).toEqual([['2026-02', 1], ['2026-03', 4]]); // prettier-ignore
});

test('an act that belongs to no email meets the goal of the last email before it', async () => {
  await email(world, ids['cy']!, 2.5, { content: 'open-day' });
  await engagement(world, ids['cy']!, 1, 'attended');
  const { rows } = await reports().emails({ from: ago(3), by: 'content' });
  expect(rows.find((row) => row.value === 'open-day')).toMatchObject({ sent: 1, goal: 1, clicked: 0 });
});

test('leads that became ready for sales are counted by month, next to the leads in programs', async () => {
  const { rows } = await reports().ready({ from: ago(90) });
  expect(rows.map(({ month, nurtured, ready, again }) => [month, nurtured, ready, again])).toEqual([
    ['2025-12', 1, 1, 0],
    ['2026-01', 2, 1, 0],
    ['2026-02', 3, 0, 0],
    ['2026-03', 3, 1, 0],
  ]);
  expect(await world.behind(rows[3]!.people.ready!)).toEqual(['cy']);
});

test('the SLA report says who met it, how fast, and whose breach it is', async () => {
  const task = async (lead: string, daysAgo: number, hours: number | undefined) => {
    const id = await world.task(ids[lead]!, rhea);
    const openedAt = new Date(ago(daysAgo));
    const firstAttemptAt = hours === undefined ? null : new Date(ago(daysAgo) + hours * HOUR);
    await world.db
      .updateTable('tasks')
      .set({ openedAt, firstAttemptAt, targetAt: new Date(ago(daysAgo) + 4 * HOUR) })
      .where('id', '=', id)
      .execute();
    return id;
  };
  await task('ann', 9, 1);
  await task('bob', 8, 3);
  const late = await task('cy', 5, 8);
  const running = await task('cy', 1 / 24, undefined);
  const rung = { taskId: late, round: 1, leadId: ids['cy']!, sla: 'firstAttempt', mode: 'observe', assigneeId: rhea, assigneeName: 'Rhea Dunn' }; // prettier-ignore
  for (const [n, name] of ['remind', 'alertManager'].entries())
    await world.db
      .insertInto('slaEvents')
      .values({ ...rung, rung: name, dueAt: new Date(ago(5) + n), at: new Date(ago(5) + n) })
      .execute();
  const { rows } = await reports().sla({ by: 'rep' });
  expect(rows).toMatchObject([
    {
      value: 'Rhea Dunn', opened: 4, met: 2, breached: 1, running: 1, followedUp: 3, attainment: 2 / 3, followUp: 0.75, medianHours: 3,
      rungs: [{ rung: 'remind', label: 'Reminder', count: 1 }, { rung: 'alertManager', count: 1 }],
    },
  ]); // prettier-ignore
  expect(await world.behind(rows[0]!.people.breached)).toEqual(['cy']);
  expect((await reports().sla({})).rows).toMatchObject([{ value: 'firstAttempt', label: 'First attempt on an MQL', opened: 4 }]);
  // Whatever the kind of the task, its first clock says which SLA it was.
  await world.db.updateTable('tasks').set({ firstSla: 'fastTrack' }).where('id', '=', running).execute();
  const { rows: anew } = await reports().sla({ anew: true });
  expect(Object.fromEntries(anew.map(({ value, opened }) => [value, opened]))).toEqual({ fastTrack: 1, firstAttempt: 3 });
});

test('marketing and sales see what they delivered to each other, compared with what they agreed, and why sales did not take leads', async () => {
  for (const [lead, daysAgo] of [
    ['ann', 66],
    ['bob', 45],
    ['cy', 3],
  ] as const) {
    const id = await world.task(ids[lead]!, sal, 'acceptance');
    await world.db.updateTable('tasks').set({ openedAt: new Date(ago(daysAgo)) }).where('id', '=', id).execute(); // prettier-ignore
    if (lead === 'bob')
      await world.db
        .insertInto('dispositions')
        .values({ id: v7(), taskId: id, repId: sal, repName: 'Sal Wood', disposition: 'rejected', reason: 'noBudget', details: '{}', state: 'applied', at: new Date(ago(40)) })
        .execute(); // prettier-ignore
  }
  const { handOvers, reps, promised, reports: reported, recycled } = await reports().agreement({ from: ago(90) });
  expect(handOvers).toMatchObject({ handed: 3, accepted: 1, returned: 1, open: 1, acceptedShare: 0.5, medianDays: 1 });
  expect(reps).toMatchObject([{ rep: 'Sal Wood', handed: 3, accepted: 1, returned: 1, acceptedShare: 0.5 }]);
  expect(await world.behind(reps[0]!.people.accepted)).toEqual(['ann']);
  expect(promised.map(({ label, is, isKept }) => [label, is && Math.round(is * 100) / 100, isKept])).toEqual([
    ['of the leads handed to sales are accepted', 0.33, false],
    ['MQLs a month', 1, false],
    ['of the tasks are followed up', 0.43, false],
  ]);
  expect(reported).toMatchObject([{ disposition: 'rejected', count: 1, reasons: [{ reason: 'noBudget', count: 1 }] }]);
  expect(recycled).toMatchObject([{ reason: 'rejected', label: 'Sales did not take it', against: 'marketing', count: 1 }]);
  expect(await world.behind(recycled[0]!.people)).toEqual(['bob']);
});

test('money goes from leads to opportunities and revenue, with the share of the cost, by campaign and by source', async () => {
  const deal = { accountId: null, ownerId: sal, closeAt: new Date(NOON), nextStep: 'call', stageChangedAt: new Date(ago(50)) };
  await world.db
    .insertInto('opportunities')
    .values([
      { ...deal, id: v7(), leadId: ids['ann']!, amount: 1_200, openedAt: new Date(ago(50)), closedAt: new Date(ago(20)), result: 'won' },
      { ...deal, id: v7(), leadId: ids['cy']!, amount: 70, currency: 'USD', openedAt: new Date(ago(2)), closedAt: new Date(ago(1)), result: 'won' },
      { ...deal, id: v7(), leadId: ids['bob']!, amount: 500, openedAt: new Date(ago(45)), closedAt: null, result: null },
    ])
    .execute(); // prettier-ignore
  const [spring] = (await reports().money({})).rows;
  expect(spring).toMatchObject({
    label: 'Spring', leads: 3, opportunities: 3, won: 2, revenue: 1_200, pipeline: 500, others: [{ currency: 'USD', revenue: 70, pipeline: 0 }], cost: 300, return: 3,
    text: 'Spring: 3 leads → 3 opportunities → 1200 EUR of revenue',
  }); // prettier-ignore
  expect(await world.behind(spring!.people.won)).toEqual(['ann', 'cy']);
  const bySource = (await reports().money({ by: 'source' })).rows;
  expect(bySource.map(({ label, leads, revenue, cost }) => [label, leads, revenue, cost])).toEqual([
    ['fair', 2, 1_200, 200],
    ['web', 1, 0, 100],
  ]);
  expect((await reports().sources({})).rows).toMatchObject([
    { source: 'fair', leads: 2, mql: 2, sal: 1, customer: 1, revenue: 1_200, cost: 200 },
    { source: 'web', leads: 1, mql: 1, customer: 0 },
  ]);
});

test('a source whose leads came in before the span still shows what they brought in during it', async () => {
  const { rows } = await reports().sources({ from: ago(40) });
  expect(rows.map(({ source, leads, revenue, cost, rate }) => [source, leads, revenue, cost, rate])).toEqual([
    ['web', 1, 0, 100, 0],
    ['fair', 0, 1_200, 0, null],
  ]);
  expect(await world.behind(rows[1]!.people.leads)).toEqual([]);
});

test('a source without money is in the report about money', async () => {
  await world.as('intake').leads.add({ lead: { email: 'dan@pier4.example' }, source: 'ads', consentBasis: 'none' });
  const { rows } = await reports().money({ by: 'source', from: ago(1) });
  expect(rows).toContainEqual(
    expect.objectContaining({ value: 'ads', leads: 1, opportunities: 0, revenue: 0, cost: 0, return: null }),
  );
});

test('the part of a span that lies ahead changes no number', async () => {
  const ahead = NOON + 400 * DAY;
  expect((await reports().ready({ from: ago(90), to: ahead })).rows.map(({ month, nurtured }) => [month, nurtured])).toEqual(
    (await reports().ready({ from: ago(90) })).rows.map(({ month, nurtured }) => [month, nurtured]),
  );
  const { promised } = await reports().agreement({ from: ago(90), to: ahead });
  expect(promised).toEqual((await reports().agreement({ from: ago(90) })).promised);
  expect((await reports().review({ from: ago(7), to: ahead })).text).toBe((await reports().review({})).text);
});

test('the messages before a stage are counted for each lead', async () => {
  await email(world, ids['ann']!, 75);
  await email(world, ids['ann']!, 72);
  const touches = await reports().touches({});
  expect(touches).toMatchObject({
    leads: 3,
    median: 0,
    rows: [
      { touches: 0, leads: 2 },
      { touches: 2, leads: 1 },
    ],
  });
  expect(await world.behind(touches.rows[1]!.people)).toEqual(['ann']);
});

test('answers of leads are counted, in emails, in replies and on the phone', async () => {
  const key = await email(world, ids['ann']!, 30, { content: 'question' });
  const answered = { leadId: ids['ann']!, human: true, verdict: 'human', source: 'test' } as const;
  await world.db
    .insertInto('engagements')
    .values([
      { ...answered, id: v7(), kind: 'answered', answer: 'later', touchKey: key, at: new Date(ago(29)) },
      { ...answered, id: v7(), kind: 'replied', reply: 'question', touchKey: key, at: new Date(ago(28)) },
    ])
    .execute();
  const { rows } = await reports().answers({ from: ago(31), to: ago(20) });
  expect(rows).toMatchObject([
    { question: 'question', answer: 'later', count: 1, share: 1 },
    { question: 'reply', answer: 'question', count: 1, share: 1 },
  ]);
});

test('a plan works backwards from revenue with past rates, and warns if there is little history', async () => {
  const plan = await reports().plan({ revenue: 2_400, by: '2026-12-31T00:00:00Z' });
  expect(plan.stages.map(({ stage, needed, until }) => [stage, needed, until.slice(0, 10)])).toEqual([
    ['inquiry', 4, '2026-11-01'],
    ['mql', 4, '2026-11-11'],
    ['sal', 2, '2026-11-16'],
    ['opportunity', 2, '2026-12-01'],
    ['customer', 2, '2026-12-31'],
  ]);
  const byDay = await reports().plan({ revenue: 2_400, by: '2026-12-31' });
  expect(byDay.stages.at(-1)!.until).toBe('2026-12-30T23:00:00.000Z');
  expect(plan.text).toContain('little history');
  expect(plan.text).not.toContain('too little time');
  await expect(reports().plan({ revenue: 2_400, by: new Date(ago(1)).toISOString() })).rejects.toMatchObject({
    data: { code: 'byPast' },
  });
  const soon = await reports().plan({ revenue: 2_400, by: new Date(ago(-31)).toISOString() });
  expect(soon.text).toContain('There is too little time for a new lead: so many must already have reached Inquiry, MQL, SAL.');
  expect(await reports().plan({ revenue: 2_400, by: '2026-12-31T00:00:00Z', source: 'web' })).toMatchObject({ stages: [] });
});

test('a plan says what each month must bring, so that new leads have the time that leads took so far', async () => {
  const { months } = await reports().plan({ revenue: 12_000, by: '2026-12-31T00:00:00Z' });
  // From 10 March at noon on, leads have 235.5 days to come in. The first of them buys after 60 days, on 9 May.
  expect(months.map(({ month, needed, revenue }) => [month, needed.inquiry, needed.mql, needed.customer, revenue])).toEqual([
    ['2026-03', 2, 1, 0, 0],
    ['2026-04', 2, 3, 0, 0],
    ['2026-05', 3, 2, 1, 1146],
    ['2026-06', 3, 3, 1, 1528],
    ['2026-07', 2, 2, 2, 1579],
    ['2026-08', 3, 3, 1, 1579],
    ['2026-09', 2, 3, 1, 1528],
    ['2026-10', 3, 2, 1, 1582],
    ['2026-11', 0, 1, 2, 1528],
    ['2026-12', 0, 0, 1, 1530],
  ]);
  const { months: none } = await reports().plan({ revenue: 2_400, by: new Date(ago(-31)).toISOString() });
  expect(none).toEqual([]);
});

test('a forecast is based on the previous months', async () => {
  const { month, rows, leads } = await reports().forecast();
  expect([month, leads]).toEqual(['2026-04', 3]);
  expect(rows.map(({ what, label }) => [what, label])).toEqual([
    ['emails', 'Emails'],
    ['mqls', 'Leads ready for sales'],
    ['calls', 'Calls'],
  ]);
  expect(rows[1]).toMatchObject({ expected: 1, before: [{ month: '2025-12', count: 1 }, { count: 1 }, { count: 0 }] });
});

test('the weekly review counts the leads passed and held back, and advises to wait while sales has decided little', async () => {
  const review = await reports().review({});
  expect(review).toMatchObject({ passed: { all: 1, accepted: 0, open: 1 }, advice: 'wait' });
  expect(await world.behind(review.passed.people.all)).toEqual(['cy']);
  const backtest = await reports().backtest({});
  expect(backtest).toMatchObject({ won: 1, lost: 1, models: [{ model: 'deciding', threshold: 50 }] });
});

test('stages and readiness are defined by the policy', async () => {
  const { stages, readyForSales } = await reports().definitions();
  expect(stages.map(({ label }) => label)).toContain('SAL');
  expect(readyForSales[0]).toBe('A fit of at least 60 of 100');
});

test('current leads are counted by stage and by track', async () => {
  const { stages } = await reports().now({});
  expect(stages.map(({ stage, count }) => [stage, count])).toContainEqual(['customer', 1]);
  expect(await world.behind(stages.find(({ stage }) => stage === 'recycled')!.people)).toEqual(['bob']);
});

test('the results of a campaign say of each email what the report about emails says', async () => {
  const campaignId = (await reports().money({})).rows[0]!.value!;
  const { rows } = await reports().emails({ campaignId, from: ago(90) });
  const counted = (row: Record<'sent' | 'clicked' | 'goal' | 'replied' | 'unsubscribed' | 'complained' | 'notSent', number>) =>
    [row.sent, row.clicked, row.goal, row.replied, row.unsubscribed, row.complained, row.notSent]; // prettier-ignore
  const results = (await world.as('marketer').campaigns.results({ campaignId })).rows as unknown as (Parameters<typeof counted>[0] & { content: string })[]; // prettier-ignore
  expect(Object.fromEntries(results.map((row) => [row.content, counted(row)]))).toEqual(
    Object.fromEntries(rows.map((row) => [row.value, counted(row)])),
  );
  const { items } = await world.as('marketer').campaigns.people({ campaignId, content: 'guide', measure: 'goal' });
  expect(items).toHaveLength(rows.find(({ value }) => value === 'guide')!.goal);
});
