import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { upsertAbsence } from '../../db/staff/absences.ts';
import { upsertRep, upsertTeam } from '../../db/staff/teams.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import type { WeekHours } from '../../domain/time/week-hours.ts';
import type { Person } from '../support/person.ts';
import { beginStory, type RepName, type Story } from '../support/story.ts';

const zone = 'Europe/Berlin';
const office: WeekHours = { 'mon-fri': ['09:00-17:00'] };

const sdrsWork = (story: Story, hours: WeekHours, rest: { holidays?: string[]; dates?: WeekHours } = {}) =>
  upsertTeam(story.db, { id: randomUUID(), slug: 'sdr-team', name: 'Inside sales', calendar: { zone, hours, ...rest } });

async function changeRep({ db }: Story, name: RepName, change: Partial<Parameters<typeof upsertRep>[1]>) {
  const email = `${name}@mail.example.com`;
  const rep = db.selectFrom('reps').select(['teamId', 'role', 'name', 'email']).where('email', '=', email);
  await upsertRep(db, { id: randomUUID(), ...(await rep.executeTakeFirstOrThrow()), ...change });
}

/** An MQL since Tuesday at eleven: the call is due at one, a reminder at three, the manager hears on Wednesday at eleven. */
async function mql(story: Story): Promise<Person> {
  const ann = await story.lead();
  for (const act of ['attended', 'attended', 'trialStarted'] as const) await ann.does(act);
  return ann;
}

async function fastTrack(story: Story): Promise<Person> {
  const ann = await story.lead();
  await ann.does('demoRequested');
  return ann;
}

/** A salesperson has to accept them, which needs no call. */
async function handedOver(story: Story): Promise<Person> {
  const ann = await story.lead({ seniority: 'director' });
  await ann.does('demoRequested');
  return ann;
}

/** When the lead thinks that the next rung is due. */
async function waitsUntil(story: Story, { id }: Person): Promise<string> {
  const { running } = await story.as('admin').leads.status({ leadId: id });
  const until = typeof running === 'object' ? running.until : undefined;
  return new Date(until ?? 0).toISOString().slice(5, 16);
}
async function dueAt({ db }: Story, { id }: Person): Promise<string | undefined> {
  const task = await db
    .selectFrom('tasks')
    .select('dueAt')
    .where('leadId', '=', id)
    .where('kind', '<>', 'operations')
    .where('state', '=', 'open')
    .executeTakeFirst();
  return task?.dueAt?.toISOString().slice(5, 16);
}

test('a holiday that is entered while a clock runs counts', async () => {
  await using story = await beginStory();
  const ann = await mql(story);
  await sdrsWork(story, office, { holidays: ['2026-03-11'] });
  await story.runFor('3 days');
  expect(await ann.ladder()).toEqual([
    expect.stringMatching(/^Tue 15:00 firstAttempt remind/),
    expect.stringMatching(/^Thu 11:00 firstAttempt alertManager/),
    expect.stringMatching(/^Thu 15:00 firstAttempt reassign/),
    expect.stringMatching(/^Fri 11:00 firstAttempt decide/),
  ]);
});

test('a manager enters a holiday, part-time hours of a rep and an early closing, and takes them back', async () => {
  await using story = await beginStory();
  const { team } = story.asRep('mia');
  const ann = await fastTrack(story);
  const rep = (await ann.holder())!;
  const part = await team.hours({ rep: `${rep}@mail.example.com`, hours: { 'tue,thu': ['13:00-17:00'] } });
  expect(part).toMatchObject({ was: { hours: null }, next: expect.stringContaining('have changed') });
  await story.settle();
  expect(await dueAt(story, ann)).toBe('03-10T12:05');
  const holiday = await team.hours({ holidays: ['2026-03-10'] });
  await story.settle();
  expect(await dueAt(story, ann)).toBe('03-12T12:05');
  await team.hours(holiday.was);
  await team.hours({ rep: story.reps[rep], ...part.was });
  await team.hours({ dates: { '2026-03-10': ['09:00-10:00', '15:00-16:00'] } });
  await story.settle();
  expect(await dueAt(story, ann)).toBe('03-10T14:05');
  expect((await team.calendars())[0]).toMatchObject({ reps: [], holidays: [], dates: [{ date: '2026-03-10' }] });
});

test.each([{ team: 'sdr-team' }, { rep: 'Sam Rivers' }])(
  'managers who change different parts of the same hours at the same time all keep their change: %o',
  async (who) => {
    await using story = await beginStory();
    const { team } = story.as('admin');
    const parts = { hours: { 'mon-thu': ['09:00-15:00'] }, dates: { '2026-12-24': [] }, holidays: ['2026-12-25'] };
    await Promise.all(Object.entries(parts).map(([part, value]) => team.hours({ ...who, [part]: value })));
    const { is } = await team.hours({ ...who, zone: 'Europe/Paris' });
    expect(is).toEqual({ ...parts, zone: 'Europe/Paris' });
  },
);

test('hours that can’t be read, or of another team, are refused in words, and nothing changes', async () => {
  await using story = await beginStory();
  const { team } = story.asRep('mia');
  const before = await team.calendars();
  await expect(team.hours({})).rejects.toThrow('What is to change?');
  await expect(team.hours({ holidays: ['24.12.2026'] })).rejects.toThrow('expected a date such as 2026-12-24');
  await expect(team.hours({ hours: { montag: ['09:00-17:00'] } })).rejects.toThrow('montag');
  await expect(team.hours({ hours: { mon: [] } })).rejects.toThrow('no day of the week is ever open');
  await expect(team.hours({ hours: null })).rejects.toThrow('A team needs a zone and hours');
  await expect(team.hours({ rep: 'Tom Field', zone: 'UTC' })).rejects.toThrow('Tom Field is in another team.');
  await expect(team.hours({ team: 'deal-team', zone: 'UTC' })).rejects.toThrow('You manage another team.');
  await expect(story.as('admin').team.hours({ zone: 'UTC' })).rejects.toThrow('Which team?');
  const elsewhere = { team: 'deal-team', rep: 'Sam Rivers', zone: 'UTC' };
  await expect(story.as('admin').team.hours(elsewhere)).rejects.toThrow(/^Sam Rivers is not in /);
  await expect(team.hours(elsewhere)).rejects.toThrow('You manage another team.');
  expect(await team.calendars()).toEqual(before);
});

test('the owner of a deal who gets a call of another team does it in the hours of their own team', async () => {
  await using story = await beginStory();
  const salesWorks = (hours: WeekHours) =>
    upsertTeam(story.db, { id: randomUUID(), slug: 'deal-team', name: 'Sales', calendar: { zone, hours } });
  await salesWorks({ 'mon-fri': ['14:00-18:00'] });
  const ann = await story.lead({ email: 'ann@pier7.example' });
  const cfo = await story.lead({ email: 'cfo@pier7.example', seniority: 'director' });
  await cfo.does('demoRequested');
  const owner = (await cfo.holder())!;
  await cfo.isReported(owner, 'accepted');
  await cfo.isReported(owner, 'opportunity', { amount: 1_000, closeAt: story.now + 30 * DAY, nextStep: 'Meet' });
  await ann.does('demoRequested');
  expect([await ann.holder(), await dueAt(story, ann)]).toEqual([owner, '03-10T13:05']);
  await salesWorks({ 'mon-fri': ['15:00-18:00'] });
  await story.settle();
  expect(await dueAt(story, ann)).toBe('03-10T14:05');
  await story.runFor('2 days');
  expect(await ann.holder()).toBe(owner);
  const told = story.mail.to(`${owner}@mail.example.com`).map(({ subject }) => subject);
  expect(told).toContain('Nobody has acted on the call task of a deal: Ann Lee (Pier Seven)');
});

test('a rung is not taken before the new hours say so, even if the workflow does not know them yet', async () => {
  await using story = await beginStory();
  const ann = await mql(story);
  await sdrsWork(story, { 'mon-fri': ['09:00-12:00'] });
  await story.engine.runFor(DAY);
  expect(await ann.ladder()).toEqual([]);
  await story.engine.runFor(DAY);
  expect(await ann.ladder()).toEqual([expect.stringMatching(/^Thu 09:00 firstAttempt remind/)]);
});

test('longer hours bring a rung nearer, in Postgres and in the workflow', async () => {
  await using story = await beginStory({ start: Date.parse('2026-03-10T14:30:00Z') });
  const ann = await mql(story);
  expect(await dueAt(story, ann)).toBe('03-11T08:30');
  expect(await waitsUntil(story, ann)).toBe('03-11T10:30');
  await sdrsWork(story, { 'mon-fri': ['09:00-22:00'] });
  await story.settle();
  expect(await dueAt(story, ann)).toBe('03-10T16:30');
  expect(await waitsUntil(story, ann)).toBe('03-11T08:00');
});

test('rungs that new hours put into the past are taken at once, one by one, at their distance', async () => {
  await using story = await beginStory();
  const ann = await mql(story);
  await story.runFor('26 hours');
  expect(await ann.ladder()).toHaveLength(2);
  await sdrsWork(story, { 'mon-sun': ['00:00-24:00'] });
  await story.runFor('1 day');
  const ladder = (await ann.ladder()).map((line) => line.split(' ').slice(0, 4).join(' '));
  expect(ladder).toEqual([
    'Tue 15:00 firstAttempt remind',
    'Wed 11:00 firstAttempt alertManager',
    'Wed 13:00 firstAttempt reassign',
    'Wed 17:00 firstAttempt decide',
  ]);
});

test('round the clock has no closed minute at midnight', async () => {
  await using story = await beginStory({ start: Date.parse('2026-03-10T22:50:00Z') });
  await sdrsWork(story, { 'mon-sun': ['00:00-24:00'] });
  // At midnight in Berlin, it is afternoon where the lead may be called.
  const ann = await story.lead({ country: 'US', state: 'CA' });
  await ann.does('demoRequested');
  await story.runFor('30 minutes');
  expect((await ann.ladder())[0]).toMatch(/^Wed 00:05 fastTrack remind/);
});

test('an absence of the assignee moves a task’s rungs', async () => {
  await using story = await beginStory();
  const ann = await mql(story);
  const rep = (await ann.holder())!;
  await upsertAbsence(story.db, { id: randomUUID(), repId: story.reps[rep], from: story.now + HOUR, to: story.now + 2 * HOUR });
  await story.settle();
  expect(await dueAt(story, ann)).toBe('03-10T13:00');
  expect(await waitsUntil(story, ann)).toBe('03-10T15:00');
});

test('a rep is reminded in their own hours or, without any, in the team’s', async () => {
  await using story = await beginStory();
  for (const name of ['sam', 'sue'] as const) await changeRep(story, name, { calendar: { hours: { tue: ['13:00-17:00'] } } });
  const ann = await fastTrack(story);
  expect(await dueAt(story, ann)).toBe('03-10T12:05');
  for (const name of ['sam', 'sue'] as const) await changeRep(story, name, { calendar: { zone: 'America/New_York' } });
  await story.settle();
  expect(await waitsUntil(story, ann)).toBe('03-10T13:15');
  for (const name of ['sam', 'sue'] as const) await changeRep(story, name, { calendar: null });
  await story.settle();
  expect(await waitsUntil(story, ann)).toBe('03-10T10:15');
});

test('an attempt has stopped the clock of the first one: a change of hours does not start it again', async () => {
  await using story = await beginStory();
  const ann = await mql(story);
  await ann.isReported((await ann.holder())!, 'noAnswer');
  await sdrsWork(story, { 'mon-sun': ['00:00-24:00'] });
  await story.runFor('3 days');
  expect(await ann.ladder()).toEqual([
    expect.stringMatching(/^Wed 17:00 nextAttempt remind/),
    expect.stringMatching(/^Thu 08:00 nextAttempt alertManager/),
    expect.stringMatching(/^Thu 12:00 nextAttempt reassign/),
  ]);
});

test('what the calendar does not mention stays as it was', async () => {
  await using story = await beginStory();
  await sdrsWork(story, office, { holidays: ['2026-03-11'] });
  await sdrsWork(story, office, { dates: { '2026-03-12': ['09:00-12:00'] } });
  const { calendar } = await story.db
    .selectFrom('teams')
    .select('calendar')
    .where('slug', '=', 'sdr-team')
    .executeTakeFirstOrThrow();
  expect(calendar).toMatchObject({ holidays: ['2026-03-11'], dates: { '2026-03-12': ['09:00-12:00'] } });
});

test.each([
  ['Asia/Manila', '22:00', '06:00'],
  ['Europe/Berlin', '00:00', '24:00'],
] as const)('leads get to a team that works in %s from %s to %s', async (place, opens, closes) => {
  await using story = await beginStory();
  const calendar = { zone: place, days: [1, 2, 3, 4, 5], opens, closes } as const;
  await upsertTeam(story.db, { id: randomUUID(), slug: 'sdr-team', name: 'Inside sales', calendar });
  const ann = await fastTrack(story);
  await story.runFor('1 day');
  expect(await ann.ladder()).toHaveLength(4);
  expect((await story.as('admin').ops.parked()).items).toEqual([]);
});

test('hours round the clock have no closed minute', async () => {
  await using story = await beginStory({ start: Date.parse('2026-03-10T19:05:00Z') });
  const calendar = { zone, hours: { 'mon-sun': ['00:00-24:00'] } } as const;
  await upsertTeam(story.db, { id: randomUUID(), slug: 'deal-team', name: 'Deals', calendar });
  const ann = await handedOver(story);
  await story.engine.runFor(4 * HOUR + MINUTE);
  expect(await ann.ladder()).toEqual([expect.stringMatching(/^Wed 00:05 acceptance remind/)]);
});

test('reps who work round the clock call in the lead’s day', async () => {
  await using story = await beginStory({ start: Date.parse('2026-03-10T22:50:00Z') });
  await sdrsWork(story, { 'mon-sun': ['00:00-24:00'] });
  const ann = await fastTrack(story);
  expect(await dueAt(story, ann)).toBe('03-11T07:05');
  await story.engine.runFor(9 * HOUR);
  expect(await ann.ladder()).toEqual([
    expect.stringMatching(/^Wed 08:15 fastTrack remind/),
    expect.stringMatching(/^Wed 08:30 fastTrack alertManager/),
  ]);
});

test.each([
  ['hours in no form', '{}'],
  ['a zone that is none', '{"zone": "Mars/Base", "hours": {"mon": ["09:00-17:00"]}}'],
  ['shifts that are none', '{"zone": "UTC", "hours": {"mon": [9]}}'],
  ['no open day', '{"zone": "UTC", "hours": {"mon": []}}'],
] as const)('a row with %s parks no lead: its task has no clock, and operations are told', async (_, broken) => {
  await using story = await beginStory();
  const { db } = story;
  await db.updateTable('teams').set({ calendar: broken }).where('slug', '=', 'sdr-team').execute();
  const ann = await fastTrack(story);
  await story.runFor('1 day');
  expect((await story.as('admin').ops.parked()).items).toEqual([]);
  expect(await ann.ladder()).toEqual([]);
  const told = await db.selectFrom('tasks').select('because').where('kind', '=', 'operations').execute();
  expect(told).toEqual([{ because: expect.stringContaining('sdr-team') }]);
  await sdrsWork(story, office);
  await story.settle();
  expect(await dueAt(story, ann)).toBeDefined();
  await ann.isReported((await ann.holder())!, 'noAnswer');
});
