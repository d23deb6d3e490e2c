import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const send = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  await world.api.inject({ method: 'POST', url: path, headers, payload: fields });
const lead = async (emailKey: string) =>
  await world.db.selectFrom('leads').selectAll().where('emailKey', '=', emailKey).executeTakeFirst();
const acts = async (leadId: string) =>
  await world.db.selectFrom('engagements').selectAll().where('leadId', '=', leadId).execute();

test('a demo request becomes a lead with an act, in the campaign of the form, which hears of it', async () => {
  await world.enrolled('somebody@else.example'); // launches the campaign "Spring"
  const fields = { email: 'Dee@dock.example', name: 'Dee Moor', company: 'Dock', message: 'We have 40 gates. How much is it?' };
  const answer = await send('/f/demo?campaign=Spring', fields);
  expect([answer.statusCode, answer.json()]).toEqual([202, { status: 'received' }]);
  const dee = await lead('dee@dock.example');
  expect(dee).toMatchObject({ firstName: 'Dee', lastName: 'Moor', source: 'form/demo', held: null, stage: 'inquiry' });
  const [act] = await acts(dee?.id ?? '');
  expect(act).toMatchObject({ kind: 'demoRequested', human: true, at: new Date(NOON) });
  await world.relay();
  expect(world.engine.enrolments.map(({ leadId }) => leadId)).toContain(dee?.id);
  expect(world.engine.heard.filter(({ leadId }) => leadId === dee?.id)).toMatchObject([
    { name: 'engaged', payload: { kind: 'demoRequested', id: act?.id, ready: 'fastTrack' } },
  ]);
  // What they wrote stays here.
  expect(JSON.stringify(world.engine.heard)).not.toContain('40 gates');
  expect(
    await world.db
      .selectFrom('words')
      .select('body')
      .where('engagementId', '=', act?.id ?? '')
      .executeTakeFirst(),
  ).toEqual({ body: 'We have 40 gates. How much is it?' });
});

test("a browser's form is answered with a page", async () => {
  const answer = await world.api.inject({
    method: 'POST',
    url: '/f/contact',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'email=page%40dock.example&firstName=Pat',
  });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await lead('page@dock.example')).toMatchObject({ firstName: 'Pat' });
});

test('a newsletter needs a tick, and a confirmation: until then the lead is held', async () => {
  await send('/f/newsletter', { email: 'tick@dock.example', country: 'DE', consent: 'on' });
  await send('/f/newsletter', { email: 'notick@dock.example', country: 'DE' });
  expect(await lead('tick@dock.example')).toMatchObject({ held: 'consentUnconfirmed' });
  expect(await lead('notick@dock.example')).toMatchObject({ held: 'noConsent' });
});

test('visitors can not say what we may do with them', async () => {
  await send('/f/newsletter', {
    email: 'sly@dock.example',
    consentBasis: 'customer',
    confirmedAt: '2020-01-01',
    relationship: 'competitor',
    source: 'partner',
  });
  expect(await lead('sly@dock.example')).toMatchObject({ held: 'noConsent', source: 'form/newsletter' });
  const account = await world.db.selectFrom('accounts').select('kind').where('domain', '=', 'dock.example').executeTakeFirst();
  expect(account?.kind).toBe('prospect');
});

test('a form does not lift an opt-out', async () => {
  const leadId = await world.enrolled('gone@dock.example');
  await world.as('marketer').leads.closeChannel({ leadId, channel: 'email', reason: 'unsubscribed' });
  await send('/f/demo', { email: 'gone@dock.example' });
  expect((await world.as('marketer').leads.status({ leadId })).email).toEqual({ may: false, because: 'unsubscribed' });
});

test('who fills in the field that nobody sees is thanked, and forgotten', async () => {
  const answer = await send('/f/demo', { email: 'bot@dock.example', website_url: 'https://spam.example' });
  expect(answer.statusCode).toBe(202);
  expect(await lead('bot@dock.example')).toBeUndefined();
});

test('the same request again is the same act', async () => {
  const headers = { 'idempotency-key': v7() };
  for (let n = 0; n < 2; n++) await send('/f/contact', { email: 'twice@dock.example' }, headers);
  expect(await acts((await lead('twice@dock.example'))?.id ?? '')).toHaveLength(1);
});

test('what is wrong with a form is said', async () => {
  const noAddress = await send('/f/demo', { email: 'nobody' });
  expect([noAddress.statusCode, noAddress.json()]).toEqual([
    400,
    { code: 'leadInvalid', value: 'nobody', message: 'This lead "nobody" is not an email address.' },
  ]);
  const noForm = await send('/f/quote', { email: 'a@b.example' });
  expect([noForm.statusCode, (noForm.json() as { message: string }).message]).toEqual([
    404,
    'There is no form "quote". Forms: demo, contact, newsletter, trial.',
  ]);
  const noCampaign = await send('/f/demo?campaign=Autumn', { email: 'a@b.example' });
  expect([noCampaign.statusCode, (noCampaign.json() as { code: string }).code]).toEqual([404, 'campaignUnknown']);
  expect(await lead('a@b.example')).toBeUndefined();
});

test('a lead whose program has ended, and who asks for a demo, enters it again', async () => {
  const leadId = await world.enrolled('before@dock.example');
  await world.db.updateTable('enrolments').set({ state: 'ended' }).where('leadId', '=', leadId).execute();
  const answer = await send('/f/demo?campaign=Spring', { email: 'before@dock.example' });
  expect(answer.json()).toEqual({ status: 'received' });
  const states = await world.db.selectFrom('enrolments').select('state').where('leadId', '=', leadId).orderBy('id').execute();
  expect(states).toEqual([{ state: 'ended' }, { state: 'waiting' }]);
  expect(await acts(leadId)).toMatchObject([{ kind: 'demoRequested' }]);
});

test('forms may stand on other sites', async () => {
  const preflight = await world.api.inject({ method: 'OPTIONS', url: '/f/demo' });
  expect([preflight.statusCode, preflight.headers['access-control-allow-origin']]).toEqual([204, '*']);
});
