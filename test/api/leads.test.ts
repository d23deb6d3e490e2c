import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { UpdateRejected } from '../../engine/engine.ts';
import { recordSlaEvent } from '../../db/tasks/sla-events.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { browser, createWorld, NOON, type World } from './world.ts';

let world: World;
let leadId: string;
let calls = 0;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());
beforeEach(async () => {
  world.now = NOON;
  world.engine.isDown = false;
  world.engine.rejection = undefined;
  leadId = await world.enrolled(`lead${++calls}@pier7.example`);
});

const heard = () => world.engine.heard.filter((one) => one.leadId === leadId);

test('what fails is logged by its code and place, without a word of the lead', async () => {
  const { schema } = world.db;
  const refuses = sql`email not like 'xanthippe%' and (email not like 'ottokar%' or 1 / (length(email) - length(email)) > 0)`;
  await schema.alterTable('leads').addCheckConstraint('no_xanthippe', refuses).execute();
  const capture = (email: string) =>
    world.as('intake').leads.add({ lead: { email, firstName: 'Xanthippe' }, source: 'test', consentBasis: 'optIn' });
  await expect(capture('xanthippe@pier7.example')).rejects.toThrow('on our side');
  await expect(capture('ottokar@pier7.example')).rejects.toThrow('can’t be saved');
  const csv = 'email,first name\nxanthippe@pier7.example,Xanthippe';
  const headers = { ...(await world.key('marketer')), 'content-type': 'text/csv' };
  const upload = { method: 'POST', url: '/imports?source=fair&consentBasis=optIn', headers, payload: csv } as const;
  expect((await world.api.inject(upload)).statusCode).toBe(500);
  await schema.alterTable('leads').dropConstraint('no_xanthippe').execute();
  const log = world.logged.join('');
  expect(log).toContain('A request failed.');
  expect(log).toContain('23514');
  expect(log).toMatch(/leads\/\w+-leads\.ts:\d+/);
  expect(log).not.toMatch(/xanthippe@|ottokar|Xanthippe/);
});

test('an act whose id was used for another lead or act is refused, and nothing is saved', async () => {
  const id = v7();
  const capture = (email: string, kind: 'demoRequested' | 'unsubscribed') =>
    world.as('intake').leads.add({ lead: { email }, source: 'web', consentBasis: 'optIn', engagement: { id, kind } });
  await capture('una@pier7.example', 'demoRequested');
  expect(await capture('una@pier7.example', 'demoRequested')).toMatchObject({ created: false });
  for (const other of [() => capture('una@pier7.example', 'unsubscribed'), () => capture('ugo@pier7.example', 'unsubscribed')])
    await expect(other()).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT', data: { code: 'keyReused' } });
  expect(await world.db.selectFrom('leads').select('id').where('email', '=', 'ugo@pier7.example').execute()).toEqual([]);
});

test('a story tells in order and in words all that happened', async () => {
  const sam = await world.rep('sdr', 'Sam Rivers');
  const key = await world.touch(leadId);
  const { id: enrolmentId } = await world.db
    .selectFrom('enrolments')
    .select('id')
    .where('leadId', '=', leadId)
    .executeTakeFirstOrThrow();
  const line = (n: number, at: number, kind: string, to: string | null, reason: string | null = null) => ({
    enrolmentId,
    visit: 1,
    n,
    leadId,
    at: new Date(at),
    kind,
    from: null,
    to,
    reason,
  });
  await world.db
    .insertInto('transitions')
    .values([line(0, NOON - 2 * HOUR, 'entered', 'educate'), line(1, NOON + 2 * HOUR, 'stage', 'mql', 'two acts')])
    .execute();
  world.now = NOON + HOUR;
  await world.api.inject({ method: 'GET', url: new URL(world.links.sign('click', key, 'pricing')).pathname, headers: browser });
  world.now = NOON + 3 * HOUR;
  const taskId = await world.task(leadId, sam);
  world.now = NOON + 8 * HOUR;
  const event = { taskId, round: 1, rung: 'remind', leadId, sla: 'firstAttempt', mode: 'enforce', assigneeId: sam } as const;
  await recordSlaEvent(world.db, { ...event, dueAt: world.now, at: world.now });
  world.now = NOON + DAY;
  await world.as('rep', sam).tasks.report({ id: v7(), taskId, disposition: 'doNotContact', details: { channels: ['email'] } });
  await world.as('rep', sam).contact.close({ leadId, channel: 'email', reason: 'doNotContact' });
  const story = await world.as('rep', sam).leads.story({ leadId });
  expect(story.map(({ at, text }) => `${(Date.parse(at) - NOON) / HOUR} h: ${text}`)).toEqual([
    '-2 h: enters the track educate',
    '-1 h: we sent "The guide" (guide)',
    '0 h: added from test (by intake)',
    '0 h: enrolled in "Spring" (newcomers); starts on 2026-03-10 10:00 UTC (by marketer)',
    '0 h: consent by test: News, guides and offers (Opt-in, law of: Elsewhere)',
    '1 h: visited a page (pricing page) in guide',
    '2 h: becomes MQL (two acts)',
    '3 h: call task for Sam Rivers: became MQL',
    '8 h: Reminder: first attempt on an MQL (Sam Rivers)',
    '24 h: Sam Rivers reported "Asked not to be contacted"',
    '24 h: email closed: asked not to be contacted (by rep)',
  ]);
});

test('a status shows where the lead is, what it waits for, and whether we may reach it', async () => {
  const status = await world.as('rep').leads.status({ leadId });
  expect(status).toMatchObject({
    stage: 'inquiry',
    label: 'Inquiry',
    held: null,
    email: { may: true },
    enrolment: { campaign: 'Spring', program: 'newcomers', state: 'waiting' },
    running: { track: 'educate', waitingFor: 'its goal' },
  });
});

test('without the engine, a status says what Postgres knows', async () => {
  world.engine.isDown = true;
  expect(await world.as('rep').leads.status({ leadId })).toMatchObject({ stage: 'inquiry', running: 'unavailable' });
});

test('a closed channel is told to the program once, and only a hold has an end', async () => {
  const close = async () => await world.as('marketer').contact.close({ leadId, channel: 'phone', reason: 'doNotContact' });
  expect(await close()).toMatchObject({ wasOpen: true });
  expect(await close()).toMatchObject({ wasOpen: false });
  await world.relay();
  expect(heard()).toMatchObject([
    { name: 'contactabilityChanged', payload: { email: true, phone: false, because: 'doNotContact' } },
  ]);
  const hold = world.as('marketer').contact.close({ leadId, channel: 'all', reason: 'hold' });
  await expect(hold).rejects.toMatchObject({ data: { code: 'untilMissing' } });
  await world.as('marketer').contact.close({ leadId, channel: 'all', reason: 'hold', until: '2026-04-01T00:00:00Z' });
  expect((await world.as('rep').leads.status({ leadId })).email).toEqual({
    may: false,
    because: 'hold',
    until: '2026-04-01T00:00:00.000Z',
  });
});

test('a correction is written, told to the program without a word of it, and audited', async () => {
  await world
    .as('marketer')
    .leads.update({ leadId, title: 'Director of Operations', seniority: 'director', zone: 'America/New_York' });
  const lead = await world.db.selectFrom('leads').selectAll().where('id', '=', leadId).executeTakeFirst();
  expect(lead).toMatchObject({ title: 'Director of Operations', seniority: 'director', zone: 'America/New_York' });
  await world.relay();
  expect(heard()).toMatchObject([{ name: 'factsChanged', payload: { at: NOON } }]);
  expect(JSON.stringify(heard())).not.toContain('Operations');
  const [act] = (await world.as('admin').audit.list({ subject: leadId })).items;
  expect(act).toMatchObject({
    action: 'leads.update',
    outcome: 'done',
    detail: { input: { leadId, title: '…', zone: '…', seniority: 'director' } },
  });
  expect(JSON.stringify(act)).not.toContain('Operations');
});

test('a correction of an unknown lead, or to an unknown place, is refused', async () => {
  await expect(world.as('marketer').leads.update({ leadId, zone: 'Mars/Olympus' })).rejects.toMatchObject({
    message: 'There is no time zone "Mars/Olympus". Use an IANA name, such as Europe/Berlin.',
  });
  const nobody = '00000000-0000-7000-8000-000000000000';
  await expect(world.as('marketer').leads.update({ leadId: nobody, title: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(world.as('marketer').contact.close({ leadId: nobody, channel: 'all', reason: 'legal' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(world.as('rep').leads.story({ leadId: nobody })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('what other systems tell us about a lead counts once, and reaches its program', async () => {
  const engagement = { id: v7(), kind: 'activated' } as const;
  for (let n = 0; n < 2; n++)
    await world
      .as('intake')
      .leads.add({ lead: { email: `lead${calls}@pier7.example` }, source: 'product', consentBasis: 'none', engagement });
  await world.relay();
  expect(heard()).toMatchObject([{ payload: { id: engagement.id, kind: 'activated', ready: 'fastTrack' } }]);
  expect((await world.as('rep').leads.status({ leadId })).email).toEqual({ may: true });
});

test('operators see who is parked, let them run again or move them, and hear when that is impossible', async () => {
  const admin = world.as('admin');
  await world.db
    .updateTable('enrolments')
    .set({ state: 'parked', track: 'educate', reason: 'ContentMissing' })
    .where('leadId', '=', leadId)
    .execute();
  expect((await admin.ops.parked()).items).toMatchObject([{ leadId, track: 'educate', reason: 'ContentMissing' }]);
  await admin.ops.retry({ id: v7(), leadId });
  await admin.ops.moveTo({ id: v7(), leadId, track: 'connect' });
  expect(heard()).toMatchObject([
    { name: 'retry', payload: { by: 'key' } },
    { name: 'moveTo', payload: { track: 'connect' } },
  ]);
  world.engine.rejection = new UpdateRejected('TrackUnknown', ['educate', 'connect']);
  await expect(admin.ops.moveTo({ id: v7(), leadId, track: 'educat' })).rejects.toMatchObject({
    code: 'CONFLICT',
    data: { code: 'trackUnknown', value: ['educate', 'connect'] },
  });
});

test('a touch in doubt is listed and settled by hand, and who settled it can take that back until the mail server reports', async () => {
  const key = await world.touch(leadId);
  await world.db.updateTable('touches').set({ state: 'inDoubt' }).where('key', '=', key).execute();
  const admin = world.as('admin');
  expect((await admin.ops.inDoubt()).items.map((touch) => touch.key)).toEqual([key]);
  await admin.ops.settle({ key, state: 'accepted' });
  expect((await admin.ops.inDoubt()).items).toEqual([]);
  const refused = { code: 'CONFLICT', data: { code: 'notInDoubt' } };
  await expect(admin.ops.settle({ key, state: 'accepted' })).rejects.toMatchObject(refused);
  expect(await admin.ops.settle({ key, state: 'refused' })).toMatchObject({ leadId, next: expect.stringContaining('not sent') });
  const story = (await admin.leads.story({ leadId })).map(({ text }) => text);
  expect(story.filter((line) => line.includes('the log of the mail server says'))).toHaveLength(2);
  await world.db.updateTable('touches').set({ reason: 'reported' }).where('key', '=', key).execute();
  await expect(admin.ops.settle({ key, state: 'accepted' })).rejects.toMatchObject(refused);
});

test('leads are counted by the stage and the track in which they are now', async () => {
  const { stages, tracks } = await world.as('manager').reports.now();
  const total = stages.reduce((sum, { count }) => sum + count, 0);
  expect(total).toBe((await world.db.selectFrom('leads').select('id').execute()).length);
  expect(tracks.every(({ program }) => program === 'newcomers')).toBe(true);
});

test('content is listed and shown as a lead would get it; a wrong name gets a suggestion', async () => {
  const marketer = world.as('marketer');
  expect((await marketer.content.list()).map(({ id }) => id)).toContain('guide');
  const preview = await marketer.content.preview({ id: 'guide' });
  expect(preview.html).toContain('<!doctype html>');
  await expect(marketer.content.preview({ id: 'giude' })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('Did you mean "guide"?') as string,
  });
});
