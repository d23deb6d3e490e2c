import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { personalData } from '../../db/leads/personal-data.ts';
import { oldRows, whatStays } from '../../db/system/retention.ts';
import { retainedKinds, standardRetention, type RetainedKind } from '../../domain/people/retention-policy.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { DAY } from '../../domain/time/duration.ts';
import { forgetOldNightly } from '../../services/system/forget-old.ts';
import { publishEvents } from '../../db/events/outgoing.ts';
import { app } from '../support/app.ts';
import { createWorld, NOON, type World } from './world.ts';

const days = (stays: number | 'forGood') =>
  Object.fromEntries(kindsOf(retainedKinds).map((kind) => [kind, stays])) as Record<RetainedKind, number | 'forGood'>;
const worldWith = (retention: Record<RetainedKind, number | 'forGood'>) =>
  createWorld(standardForms, { ...app.policy, retention }, app.programs);

let world: World;
beforeEach(async () => void (world = await worldWith(days(10))));
afterEach(async () => await world[Symbol.asyncDispose]());

const asked = async () => await world.as('admin').ops.retention();
const tooOld = async () => Object.fromEntries((await asked()).kinds.map(({ kind, tooOld: rows }) => [kind, rows]));
const none = Object.fromEntries(kindsOf(retainedKinds).map((kind) => [kind, 0]));

/** A lead, and everything that is written about people, now. */
async function everythingHappens(): Promise<string> {
  const at = new Date(world.now);
  const { db } = world;
  const rep = await world.rep('sdr', 'Sam');
  const leadId = await world.enrolled('ann@pier7.example');
  const touchKey = await world.touch(leadId);
  await db.updateTable('touches').set({ settledAt: at, fetched: '{"price": 12}' }).execute();
  const engagement = {
    leadId,
    touchKey,
    at,
    human: true,
    verdict: 'human' as const,
    source: 'mail',
    link: 'guide',
    content: 'guide',
  };
  const engagements = [
    { ...engagement, id: v7(), kind: 'replied' as const, data: null },
    { ...engagement, id: v7(), kind: 'clicked' as const, data: '{"door": 7}' },
  ];
  await db.insertInto('engagements').values(engagements).execute();
  await db
    .insertInto('words')
    .values({ engagementId: engagements[0]!.id, subject: 'Re: docks', body: 'How much is it?' })
    .execute();
  await world.as('marketer').leads.note({ leadId, text: 'has seven docks' });
  const taskId = await world.task(leadId, rep);
  const report = {
    id: v7(),
    taskId,
    repId: rep,
    repName: 'Sam',
    disposition: 'noAnswer' as const,
    state: 'applied' as const,
    at,
  };
  await db.insertInto('dispositions').values({ ...report, details: '{"nextStep": "call their boss"}' }).execute(); // prettier-ignore
  await db.updateTable('tasks').set({ state: 'done', outcome: 'they call back', closedAt: at }).execute();
  const csv = `email,size\nann@pier7.example,many\nno address,7`;
  await world.as('marketer').imports.run({ file: { csv }, source: 'crm', consentBasis: 'optIn' });
  await sql`insert into address_refusals values ('ann@pier7.example', 'mailbox', 2, ${at}, ${at})`.execute(db);
  await db
    .insertInto('absences')
    .values({ id: v7(), repId: rep, startsAt: new Date(NOON - DAY), endsAt: at })
    .execute();
  await db.insertInto('alerts').values({ kind: 'opened', subject: taskId, repId: rep, taskId, at, dueAt: at, state: 'accepted' }).execute(); // prettier-ignore
  await db.insertInto('stepRuns').values({ key: v7(), leadId, step: 'crm', state: 'done', answer: '{}', at }).execute();
  await db
    .insertInto('providerCalls')
    .values({ id: v7(), leadId, provider: 'p', found: ['size'], cost: 1, at })
    .execute();
  await db
    .insertInto('idempotencyKeys')
    .values({ key: v7(), procedure: 'leads.note', inputHash: 'x', answer: '{}', at, keyId: 'key' })
    .execute();
  await db
    .insertInto('outgoingEvents')
    .values({ type: 'lead.enrolled', leadId, at, data: '{}' } as never)
    .execute();
  await sql`update outgoing_events set seq = id, at = ${at}`.execute(db);
  await db
    .insertInto('incomingMails')
    .values({
      id: v7(),
      hash: Buffer.from('x'),
      receivedAt: at,
      raw: Buffer.from('Hello'),
      state: 'read',
      message: '{}',
    } as never)
    .execute();
  await world.api.inject({
    method: 'POST',
    url: '/f/newsletter',
    payload: { email: 'eve@pier9.example', country: 'DE', consent: 'on' },
  });
  await world.asked('eve@pier9.example');
  await sql`update confirmations set expires_at = ${at}`.execute(db);
  return leadId;
}

/** Two people with whom nothing has happened; one of them said no. */
async function peopleFallSilent(): Promise<{ readonly quiet: string; readonly saidNo: string }> {
  const [quiet, saidNo] = [await world.lead('quiet@pier1.example'), await world.lead('no@pier2.example')];
  await world.as('marketer').contact.close({ leadId: saidNo, channel: 'email', reason: 'unsubscribed' });
  return { quiet, saidNo };
}

test('data of every kind goes after its days, and not a day earlier', async () => {
  await everythingHappens();
  await peopleFallSilent();
  expect(await tooOld()).toEqual(none);
  world.now = NOON + 9 * DAY;
  expect(await tooOld()).toEqual(none);
  expect(await world.as('admin').ops.forgetOld()).toEqual({ next: expect.any(String) as string });
  world.now = NOON + 10 * DAY + 1;
  const due = await asked();
  expect(due.kinds.filter(({ tooOld: rows }) => rows === 0)).toEqual([]);
  expect(due.kinds.every(({ oldest }) => Date.parse(oldest!) <= NOON)).toBe(true);
  expect(due.next).toContain('is removed tonight');
  const gone = await world.as('admin').ops.forgetOld();
  for (const { kind, tooOld: rows } of due.kinds) expect(gone[kind] ?? 0, kind).toBeGreaterThan(kind === 'quiet' ? 0 : rows - 1);
  expect(await tooOld()).toEqual(none);
  expect((await asked()).next).toBe('Nothing is too old.');
});

test('what stays for good is never too old', async () => {
  await using forever = await worldWith(days('forGood'));
  await forever.lead('quiet@pier1.example');
  forever.now = NOON + 20_000 * DAY;
  const { kinds } = await forever.as('admin').ops.retention();
  expect(kinds.every(({ stays, tooOld: rows }) => stays === 'forGood' && rows === 0)).toBe(true);
  expect(await forever.as('admin').ops.forgetOld()).toEqual({ next: expect.any(String) as string });
});

test('a silent lead is erased; a customer, and a lead that somebody works with, is not', async () => {
  const { quiet, saidNo } = await peopleFallSilent();
  const inProgram = await world.enrolled('in@pier3.example');
  const withRep = await world.lead('task@pier4.example');
  await world.task(withRep, await world.rep('sdr', 'Sam'));
  const customer = await world.lead('customer@pier5.example');
  await world.db.updateTable('leads').set({ stage: 'customer' }).where('id', '=', customer).execute();
  const active = await world.lead('active@pier6.example');
  world.now = NOON + 5 * DAY;
  const engagement = { id: v7(), kind: 'visited', page: 'pricing' } as const;
  await world
    .as('intake')
    .leads.add({ lead: { email: 'active@pier6.example' }, source: 'web', consentBasis: 'none', engagement });
  world.now = NOON + 11 * DAY;
  expect(await world.as('admin').ops.forgetOld()).toMatchObject({ saidNo: 1, quiet: 1 });
  const emailOf = async (leadId: string) => (await world.as('admin').leads.get({ leadId })).email;
  expect(await emailOf(quiet)).toMatch(/@erased\.invalid$/);
  expect(await emailOf(saidNo)).toMatch(/@erased\.invalid$/);
  for (const [leadId, name] of Object.entries({
    [inProgram]: 'in',
    [withRep]: 'task',
    [customer]: 'customer',
    [active]: 'active',
  }))
    expect(await emailOf(leadId)).toContain(name);
  // Who said no is still remembered: a file can't bring them back.
  const file = { csv: 'email\nno@pier2.example' };
  const imported = await world.as('marketer').imports.run({ file, source: 'old list', consentBasis: 'optIn' });
  expect(imported).toMatchObject({ created: 0, rejected: [{ reason: expect.stringContaining('erased') as string }] });
});

test('the numbers of reports stay what they were', async () => {
  await everythingHappens();
  await peopleFallSilent();
  world.now = NOON + DAY;
  const period = { from: NOON - DAY, to: NOON + DAY };
  const numbers = async () => {
    const { reports } = world.as('marketer');
    const answers = [
      await reports.funnel(period),
      await reports.emails(period),
      await reports.sources(period),
      await reports.sla(period),
    ];
    return answers.map((answer) => ({ ...answer, countedAt: undefined }));
  };
  const before = await numbers();
  const saved = { asked: 'reports.money {}', answer: '{"revenue": 52000}', tookMs: 2_000, at: new Date(NOON + 11 * DAY) };
  await world.db.insertInto('savedReports').values(saved).execute();
  world.now = NOON + 11 * DAY;
  await world.as('admin').ops.forgetOld();
  expect(await numbers()).toEqual(before);
  expect(await world.db.selectFrom('savedReports').selectAll().execute()).toMatchObject([{ answer: { revenue: 52_000 } }]);
});

test('each night old data goes once, and the audit log says what', async () => {
  const night = NOON + 20 * DAY - 8 * 3_600_000;
  await everythingHappens();
  const runs = async (at: number) => {
    world.now = at;
    await forgetOldNightly(world.db, world.deps.policy, v7, { at, zone: 'Europe/Berlin' });
  };
  await runs(night - 8 * 3_600_000);
  expect((await asked()).lastNight).toBeNull();
  await runs(night);
  await runs(night + 600_000);
  const { items: nights } = await world.as('admin').audit.list({ action: 'retention.nightly' });
  expect(nights).toMatchObject([{ principal: 'Trellis', detail: { notes: 1, words: 2, absences: 1 } }]);
  expect((await asked()).lastNight).toMatchObject({ at: new Date(night).toISOString(), gone: { notes: 1 } });
});

test('who follows the events misses none: a late one stays, and no number is used again', async () => {
  const act = {
    id: v7(),
    leadId: await world.enrolled('ann@pier7.example'),
    kind: 'attended' as const,
    human: true,
    verdict: 'human' as const,
    source: 'events',
  };
  const { events } = world.as('admin');
  const later = async (days: number) => {
    world.now += days * DAY;
    await world.as('admin').ops.forgetOld();
    await publishEvents(world.db, []);
  };
  await world.db.insertInto('engagements').values({ ...act, at: new Date(NOON - 40 * DAY) }).execute(); // prettier-ignore
  await world.enrolled('bo@pier8.example');
  await publishEvents(world.db, []);
  await later(1);
  const first = await events.since();
  expect(first.events.map(({ type }) => type)).toContain('lead.engaged');
  await later(20);
  expect((await events.since()).events).toHaveLength(1);
  await world.enrolled('cy@pier9.example');
  await later(0);
  expect((await events.since({ cursor: first.cursor })).events.map(({ type }) => type)).toContain('lead.enrolled');
});

test('only an administrator sees it, and removes', async () => {
  await expect(world.as('manager').ops.retention()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(world.as('marketer').ops.forgetOld()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test.each([
  [{ words: 0 }, "words: expected a number of days from 1, or 'forGood', got 0"],
  [{ notes: 1.5 }, "notes: expected a number of days from 1, or 'forGood', got 1.5"],
  [{ gossip: 10 }, '"gossip" is no kind of data'],
])('a policy with %j is refused', (retention, fault) => {
  expect(() => definePolicy({ retention: retention as object })).toThrow(fault);
  expect(definePolicy({ retention: { words: 30 } }).retention).toEqual({ ...standardRetention, words: 30 });
});

/** Tables without people: ids, codes, numbers and times about leads, and what belongs to the company. */
const withoutPeople = [
  'acknowledged_faults', 'assignments', 'clock', 'content_versions', 'decided_subjects', 'deferred_enrolments', 'domain_answers',
  'enrolments', 'event_deliveries', 'import_leads', 'input_changes', 'inputs', 'model_scores', 'outbox', 'pictures', 'programs',
  'pulse', 'scores', 'send_rates', 'sending_trouble', 'sla_events', 'teams', 'transitions', 'turns',
  'unwanted_alerts', 'wordings',
]; // prettier-ignore

test('every table with people has a rule: it goes after some days, with the person, or stays for a reason', async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely%'`.execute(world.db);
  const ruled = new Set([
    ...Object.values(oldRows).flatMap((rules) => rules.map(({ table }) => table)),
    ...Object.keys(personalData),
    ...Object.keys(whatStays),
  ]);
  expect(
    rows
      .map(({ name }) => name)
      .filter((name) => !ruled.has(name))
      .toSorted(),
  ).toEqual(withoutPeople);
  const known = new Set(rows.map(({ name }) => name));
  expect([...ruled].filter((name) => !known.has(name))).toEqual([]);
});
