import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const send = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  await world.api.inject({ method: 'POST', url: path, headers, payload: fields });
/** Where the demo form of a campaign is sent. */
const demoOf = async (campaign: string) =>
  new URL((await world.as('marketer').forms.link({ form: 'demo', campaign })).url).pathname;
const lead = async (emailKey: string) =>
  await world.db.selectFrom('leads').selectAll().where('emailKey', '=', emailKey).executeTakeFirst();
const acts = async (leadId: string) =>
  await world.db.selectFrom('engagements').selectAll().where('leadId', '=', leadId).execute();

const requests = async (emailKey: string) =>
  await world.db.selectFrom('confirmations').selectAll().where('emailKey', '=', emailKey).execute();

test('a confirmed demo request becomes a lead with an act, in the campaign of the form, and its program is told', async () => {
  await world.enrolled('somebody@else.example'); // launches the campaign "Spring"
  const fields = { email: 'Dee@dock.example', name: 'Dee Moor', company: 'Dock', message: 'We have 40 gates. How much is it?' };
  const answer = await send(await demoOf('Spring'), fields);
  expect([answer.statusCode, answer.json()]).toEqual([202, { status: 'received' }]);
  expect(await lead('dee@dock.example')).toBeUndefined();
  await world.confirm('dee@dock.example');
  const dee = await lead('dee@dock.example');
  expect(dee).toMatchObject({ firstName: 'Dee', lastName: 'Moor', source: 'form/demo', held: 'noConsent', stage: 'inquiry' });
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

test("a browser's form is answered with a page that says where to look", async () => {
  const answer = await world.api.inject({
    method: 'POST',
    url: '/f/contact',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'email=page%40dock.example&firstName=Pat',
  });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(answer.body).toMatch(/width=device-width[^]*check your inbox/);
  await world.confirm('page@dock.example');
  expect(await lead('page@dock.example')).toMatchObject({ firstName: 'Pat' });
});

test('the page that asks shows our words only, and acts on POST only', async () => {
  await send('/f/demo', { email: 'eve@dock.example', firstName: 'Mallory', message: '<script>alert(1)</script>' });
  const url = await world.asked('eve@dock.example');
  for (const method of ['GET', 'HEAD'] as const) await world.api.inject({ method, url });
  const page = await world.api.inject({ method: 'GET', url });
  expect(page.body).toContain('You asked us for a demo: “I ask for a demo. You may call me or write to me about it.”');
  expect(page.body).not.toMatch(/Mallory|script/);
  expect(await lead('eve@dock.example')).toBeUndefined();
  expect((await world.api.inject({ method: 'POST', url })).body).toContain('Your request is confirmed.');
  expect((await world.api.inject({ method: 'POST', url })).body).toContain('already confirmed');
  expect(await acts((await lead('eve@dock.example'))!.id)).toHaveLength(1);
});

test('a link confirms requests of its own address only', async () => {
  await send('/f/demo', { email: 'mine@one.example' });
  await send('/f/demo', { email: 'yours@two.example' });
  const [other] = await requests('yours@two.example');
  const payload = { requests: `${other!.id} nonsense` };
  const answer = await world.api.inject({ method: 'POST', url: await world.asked('mine@one.example'), payload });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.stringContaining('Please confirm') as string]);
  for (const email of ['mine@one.example', 'yours@two.example'])
    expect((await requests(email))[0]).toMatchObject({ state: 'waiting' });
});

test('each request has its own button: confirming a demo does not confirm news', async () => {
  const email = 'both@one.example';
  await send('/f/demo', { email });
  await send('/f/newsletter', { email, consent: 'on' });
  const url = await world.asked(email);
  const asked = (await world.api.inject({ method: 'GET', url })).body;
  const ids = [...asked.matchAll(/name="requests" value="([^"]+)"/g)].map(([, id]) => id);
  const [demo, news] = await requests(email);
  expect(ids).toEqual([demo!.id, news!.id]);
  const after = (await world.api.inject({ method: 'POST', url, payload: { requests: demo!.id } })).body;
  expect(after).toMatch(/Your request is confirmed\.[^]*You asked us for news by email/);
  expect(await lead(email)).toMatchObject({ held: 'noConsent' });
  expect((await world.api.inject({ method: 'POST', url, payload: { requests: news!.id } })).body).not.toContain('<form');
  expect(await lead(email)).toMatchObject({ held: null });
});

test('of two clicks at once, one confirms, and both get the same answer', async () => {
  await send('/f/demo', { email: 'twice@one.example' });
  const url = await world.asked('twice@one.example');
  const answers = await Promise.all([1, 2].map(() => world.api.inject({ method: 'POST', url })));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  expect(await acts((await lead('twice@one.example'))!.id)).toHaveLength(1);
});

test.each([['oui', 1], ['Ja', 1], ['non', 0], ['', 0], ['maybe', 0]] as const)('a tick that says "%s" makes %i requests', async (consent, count) => {
  const email = `said-${consent}x@dock.example`.toLowerCase();
  await send('/f/newsletter', { email, country: 'DE', consent });
  expect(await requests(email)).toHaveLength(count);
}); // prettier-ignore

test('a newsletter needs a tick, and a confirmation', async () => {
  const noTick = await send('/f/newsletter', { email: 'notick@dock.example', country: 'DE' });
  expect([noTick.statusCode, (noTick.json() as { code: string }).code]).toEqual([400, 'consentMissing']);
  expect(await requests('notick@dock.example')).toEqual([]);
  await send('/f/newsletter', { email: 'tick@dock.example', country: 'DE', consent: 'on' });
  expect(await lead('tick@dock.example')).toBeUndefined();
  await world.confirm('tick@dock.example');
  expect(await lead('tick@dock.example')).toMatchObject({ held: null });
});

test('visitors can’t decide what we may do with them', async () => {
  await send('/f/contact', {
    email: 'sly@dock.example',
    consentBasis: 'customer',
    confirmedAt: '2020-01-01',
    relationship: 'competitor',
    source: 'partner',
    domain: 'bigco.example',
  });
  await world.confirm('sly@dock.example');
  expect(await lead('sly@dock.example')).toMatchObject({ held: 'noConsent', source: 'form/contact' });
  const account = await world.db.selectFrom('accounts').select('kind').where('domain', '=', 'dock.example').executeTakeFirst();
  expect(account?.kind).toBe('prospect');
  expect(await world.db.selectFrom('accounts').select('id').where('domain', '=', 'bigco.example').execute()).toEqual([]);
});

test.each([
  ['Canada', 'CA', 'marketing', '2026-09-10T10:00:00.000Z'],
  ['Germany', 'DE', 'service', '2028-03-10T10:00:00.000Z'],
  ['nowhere in particular', '', 'service', '2026-09-10T10:00:00.000Z'],
])('an inquiry from %s allows contact for a limited time', async (_, country, purpose, expiresAt) => {
  const email = `inquiry@${country.toLowerCase()}x.example`;
  await send('/f/contact', { email, country });
  await world.confirm(email);
  const { id } = (await lead(email))!;
  const [consent] = await world.db.selectFrom('consents').selectAll().where('leadId', '=', id).execute();
  expect(consent).toMatchObject({ basis: 'inquiry', purpose, expiresAt: new Date(expiresAt), confirmedAt: new Date(NOON) });
});

test('a form does not lift an opt-out', async () => {
  const leadId = await world.enrolled('gone@dock.example');
  await world.as('marketer').contact.close({ leadId, channel: 'email', reason: 'unsubscribed' });
  await send('/f/demo', { email: 'gone@dock.example' });
  await world.confirm('gone@dock.example');
  expect((await world.as('marketer').leads.status({ leadId })).email).toEqual({ may: false, because: 'unsubscribed' });
});

test('a form with the hidden field filled in is answered, and not saved', async () => {
  const answer = await send('/f/demo', { email: 'bot@dock.example', website_url: 'https://spam.example' });
  expect(answer.statusCode).toBe(202);
  expect(await requests('bot@dock.example')).toEqual([]);
});

test('the same request again is the same act, before it is confirmed and after', async () => {
  const headers = { 'idempotency-key': v7() };
  for (let n = 0; n < 2; n++) await send('/f/contact', { email: 'twice@dock.example' }, headers);
  await world.confirm('twice@dock.example');
  await send('/f/contact', { email: 'twice@dock.example' }, headers);
  expect((await requests('twice@dock.example')).map(({ state }) => state)).toEqual(['confirmed']);
  expect(await acts((await lead('twice@dock.example'))?.id ?? '')).toHaveLength(1);
  expect(world.mail.to('twice@dock.example')).toHaveLength(1);
});

test('one mailbox is asked once a day, whatever its plus tag', async () => {
  for (const email of ['boss@big.example', 'boss+1@big.example', 'boss+2@big.example', 'BOSS@big.example'])
    for (const form of ['demo', 'contact']) await send(`/f/${form}`, { email });
  await world.asked('boss@big.example');
  expect(world.mail.mails.filter(({ to }) => /^boss.*@big\.example$/i.test(to.address))).toHaveLength(1);
});

test.each([
  ['an address', () => '203.0.113.7', '203.0.113.8'],
  ['the network of a household', (n: number) => `2001:db8:1:2::${n.toString(16)}`, '2001:db8:1:3::1'],
  ['an IPv4 address as IPv6 writes it', () => '::ffff:198.51.100.7', '198.51.100.8'],
])('a flood from %s is turned away, and nobody else', async (what, flood, calm) => {
  const from = (ip: string) => ({ 'x-forwarded-for': ip });
  const name = what.replaceAll(/[^a-z]/gi, '').toLowerCase();
  const statuses = new Set<number>();
  for (let n = 0; n < 61; n++)
    statuses.add((await send('/f/contact', { email: `n${n}@flood${n}${name}.example` }, from(flood(n)))).statusCode);
  expect(statuses).toEqual(new Set([202, 429]));
  expect((await send('/f/contact', { email: `${name}@calm.example` }, from(calm))).statusCode).toBe(202);
  expect((await requests(`${name}@calm.example`))[0]).toMatchObject({ askedIp: calm });
});

test('a form is refused with what is wrong', async () => {
  const noAddress = await send('/f/demo', { email: 'nobody' });
  expect([noAddress.statusCode, noAddress.json()]).toEqual([
    400,
    { code: 'leadInvalid', value: 'nobody', message: '"nobody" is not a valid email address.' },
  ]);
  const noForm = await send('/f/quote', { email: 'a@b.example' });
  expect([noForm.statusCode, (noForm.json() as { message: string }).message]).toEqual([404, 'There is no form "quote".']);
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`field ${n}`, 'x']));
  expect((await send('/f/demo', { ...many, email: 'a@b.example' })).statusCode).toBe(413);
});

test.each([
  ['forgot the tick', '/f/newsletter', 'email=a%40b.example', 400, 'tick the box'],
  ['mistyped the address', '/f/demo', 'email=nobody', 400, 'correct the address'],
  ['left out the address', '/f/demo', '', 400, 'correct the address'],
  ['wrote too long a message', '/f/demo', `email=a%40b.example&message=${'x'.repeat(17_000)}`, 413, 'shorten it'],
  ['came to a form that is gone', '/f/quote', 'email=a%40b.example', 404, 'send us an email'],
])('who %s reads what to do about it, on a page', async (_, url, payload, status, text) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  const answer = await world.api.inject({ method: 'POST', url, headers, payload });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
  expect(answer.body).toContain(text);
});

test('a form that is sent as a kind of body that no form has is refused on a page, too', async () => {
  const headers = { 'content-type': 'multipart/form-data; boundary=x', accept: 'text/html' };
  const answer = await world.api.inject({ method: 'POST', url: '/f/demo', headers, payload: '--x--' });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([415, 'text/html; charset=utf-8']);
});

test.each([
  ['a name before it', (email: string) => `Ann Lee <${email}>`],
  ['mailto: before it', (email: string) => `mailto:${email}`],
  ['another one behind it', (email: string) => `${email}; other@clean.example`],
])('an address with %s is read as in a file', async (what, typed) => {
  const email = `${what.replaceAll(/[^a-z]/g, '')}@around.example`;
  expect((await send('/f/demo', { email: typed(email) })).statusCode).toBe(202);
  expect(await requests(email)).toHaveLength(1);
});

test.each<[string, object, object]>([
  ['a NUL in a name', { firstName: 'A\u0000nn' }, { firstName: 'Ann' }],
  ['half a character', { firstName: 'A\ud800nn' }, { firstName: 'Ann' }],
  ['a message as a name', { firstName: 'You won 1,000 EUR, claim at https://evil.example/x' }, { firstName: null }],
  ['an address as a name', { lastName: 'mallory@evil.example' }, { lastName: null }],
  ['a number to call as a name', { lastName: 'Call 0900 123456' }, { lastName: null }],
  ['a name of 300 letters', { firstName: 'A'.repeat(300) }, { firstName: null }],
  ['names as people have them', { firstName: "Seán-O'Néill Jr.", lastName: 'van der Berg' }, { firstName: "Seán-O'Néill Jr." }],
  ['a size that is none', { company: 'Big', size: '99999999999' }, { firstName: null }],
  ['things that are no texts', { firstName: { toString: 1 }, lastName: ['x'], title: null }, { firstName: null, lastName: null }],
  ['a country that is a word of the language', { country: 'constructor' }, { country: null }],
])('%s does not stop a form', async (what, fields, kept) => {
  const email = `${what.replaceAll(' ', '-').toLowerCase()}@clean.example`;
  const answer = await world.api.inject({
    method: 'POST',
    url: '/f/contact?source=%00&campaign=%00',
    payload: { email, ...fields },
  });
  expect(answer.statusCode).toBe(202);
  await world.confirm(email);
  expect(await lead(email)).toMatchObject(kept);
});

test('two messages before the confirmation are both saved, and the newer fields count', async () => {
  await send('/f/contact', { email: 'two@words.example', firstName: 'Mallory', message: 'First' });
  await send('/f/contact', { email: 'two@words.example', firstName: 'Dee', message: 'Second' });
  const pending = (await world.as('manager').consents.pending()).items.find(({ email }) => email === 'two@words.example');
  expect(pending).toMatchObject({
    email: 'two@words.example',
    claim: { fields: { firstName: 'Dee' }, words: 'First\n\nSecond' },
  });
  await world.confirm('two@words.example');
  expect(await lead('two@words.example')).toMatchObject({ firstName: 'Dee' });
});

test('somebody who never confirms gets three emails a month at most', async () => {
  const began = world.now;
  for (let day = 0; day < 20; day++) {
    world.now = began + day * DAY;
    await send('/f/contact', { email: 'patient@month.example' });
    await world.asked('patient@month.example');
  }
  world.now = began;
  expect(world.mail.to('patient@month.example')).toHaveLength(3);
});

test('a message with a NUL in it arrives without it', async () => {
  await send('/f/contact', { email: 'nul@clean.example', message: 'a\u0000b' });
  await world.confirm('nul@clean.example');
  const [act] = await acts((await lead('nul@clean.example'))!.id);
  const words = await world.db.selectFrom('words').select('body').where('engagementId', '=', act!.id).executeTakeFirst();
  expect(words).toEqual({ body: 'ab' });
});

test('a lead whose program has ended, and who asks for a demo, enters it again', async () => {
  const leadId = await world.enrolled('before@dock.example');
  await world.db.updateTable('enrolments').set({ state: 'ended' }).where('leadId', '=', leadId).execute();
  const answer = await send(await demoOf('Spring'), { email: 'before@dock.example' });
  expect(answer.json()).toEqual({ status: 'received' });
  await world.confirm('before@dock.example');
  const states = await world.db.selectFrom('enrolments').select('state').where('leadId', '=', leadId).orderBy('id').execute();
  expect(states).toEqual([{ state: 'ended' }, { state: 'waiting' }]);
  expect(await acts(leadId)).toMatchObject([{ kind: 'demoRequested' }]);
});

test('forms can be on other sites', async () => {
  const preflight = await world.api.inject({ method: 'OPTIONS', url: '/f/demo' });
  expect([preflight.statusCode, preflight.headers['access-control-allow-origin']]).toEqual([204, '*']);
});
