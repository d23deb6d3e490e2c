import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { browser, createWorld, NOON, type World } from './world.ts';

let world: World;
let leadId: string;
let key: string;
let calls = 0;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());
beforeEach(async () => {
  world.now = NOON;
  leadId = await world.enrolled(`lead${++calls}@pier7.example`);
  key = await world.touch(leadId);
});

type Kind = Parameters<World['links']['sign']>[0];
const path = (kind: Kind, link?: string) => new URL(world.links.sign(kind, key, link)).pathname;
const get = async (url: string, headers: Record<string, string> = browser) =>
  await world.api.inject({ method: 'GET', url, headers });
const post = async (url: string, body = '', type = 'application/x-www-form-urlencoded') =>
  await world.api.inject({ method: 'POST', url, headers: { ...browser, 'content-type': type }, payload: body });
const acts = async () =>
  await world.db.selectFrom('engagements').selectAll().where('leadId', '=', leadId).orderBy('id').execute();
const toldAbout = (name: 'engaged' | 'contactabilityChanged') =>
  world.engine.heard.filter((one) => one.leadId === leadId && one.name === name).map(({ payload }) => payload);

test('a click leads where the database says, and is told to the program as what the link counts as', async () => {
  const answer = await get(path('click', 'pricing'));
  expect([answer.statusCode, answer.headers.location]).toEqual([302, 'https://www.example.com/pricing']);
  expect(await acts()).toMatchObject([
    { kind: 'visited', page: 'pricing', link: 'pricing', touchKey: key, content: 'guide', verdict: 'human', human: true },
  ]);
  await world.relay();
  expect(toldAbout('engaged')).toEqual([{ id: (await acts())[0]?.id, kind: 'visited', at: NOON, touch: key, page: 'pricing' }]);
  const score = await world.db.selectFrom('scores').select('interest').where('leadId', '=', leadId).executeTakeFirst();
  expect(score?.interest).toBe(15);
});

test('where a click leads can not be changed in its address', async () => {
  const answer = await get(`${path('click', 'guide')}?url=https://evil.example&to=https://evil.example`);
  expect(answer.headers.location).toBe('https://www.example.com/guide');
});

test('a link to an address outside of ASCII is answered with its encoded form', async () => {
  const links = JSON.stringify({ guide: { url: 'https://münchen.example/指南?q=日本', counts: 'downloaded' } });
  const version = {
    hash: 'v2',
    content: 'guide',
    persona: null,
    subject: 'The guide',
    links,
  };
  await world.db.insertInto('contentVersions').values(version).execute();
  await world.db.updateTable('touches').set({ version: 'v2' }).where('key', '=', key).execute();
  const answer = await get(path('click', 'guide'));
  expect([answer.statusCode, answer.headers.location]).toEqual([
    302,
    'https://xn--mnchen-3ya.example/%E6%8C%87%E5%8D%97?q=%E6%97%A5%E6%9C%AC',
  ]);
});

test('a click is answered only after it is saved; while the engine is down, nothing is lost', async () => {
  world.engine.isDown = true;
  expect((await get(path('click', 'guide'))).statusCode).toBe(302);
  world.engine.isDown = false;
  await world.relay();
  expect(toldAbout('engaged')).toMatchObject([{ kind: 'downloaded' }]);
});

test('forged, broken and foreign tokens are refused, and expired ones say so', async () => {
  const click = path('click', 'guide');
  const forged = await get(`${click.slice(0, -4)}AAAA`);
  expect([forged.statusCode, forged.body]).toEqual([404, expect.stringContaining('This link does not work') as string]);
  expect((await get('/c/nonsense')).statusCode).toBe(404);
  // A token for another purpose: an unsubscribe link is no click.
  expect((await get(path('unsubscribe').replace('/u/', '/c/'))).statusCode).toBe(404);
  world.now = NOON + 400 * DAY;
  const expired = await get(click);
  expect([expired.statusCode, expired.body]).toEqual([410, expect.stringContaining('This link has expired') as string]);
  expect(await acts()).toEqual([]);
});

test('a link that its mail does not have leads nowhere', async () => {
  expect((await get(path('click', 'no-such-link'))).statusCode).toBe(404);
  expect((await get(path('click', 'constructor'))).statusCode).toBe(404);
});

test.each([
  ['a scanner that asks by HEAD', 'HEAD', browser],
  ['a bot that says so', 'GET', { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' }],
  ['Office, which looks before its reader', 'GET', { 'user-agent': 'Mozilla/4.0 (compatible; ms-office; MSOffice 16)' }],
  ["Apple's proxy", 'GET', { 'user-agent': 'Mozilla/5.0' }],
] as const)('%s is recorded, and neither scores nor branches', async (_, method, headers) => {
  expect((await world.api.inject({ method, url: path('click', 'guide'), headers })).statusCode).toBe(302);
  expect(await acts()).toMatchObject([{ kind: 'downloaded', verdict: 'machine', human: false }]);
  await world.relay();
  expect(toldAbout('engaged')).toEqual([]);
  expect(await world.db.selectFrom('scores').select('interest').where('leadId', '=', leadId).executeTakeFirst()).toEqual({
    interest: 0,
  });
});

test('three links of one email within ten seconds are a machine, and so were the first two', async () => {
  await get(path('click', 'guide'));
  world.now = NOON + 2_000;
  await get(path('click', 'pricing'));
  world.now = NOON + 4_000;
  await get(path('click', 'case'));
  expect((await acts()).map(({ verdict }) => verdict)).toEqual(['machine', 'machine', 'machine']);
  const score = await world.db
    .selectFrom('scores')
    .select(['interest', 'acts'])
    .where('leadId', '=', leadId)
    .executeTakeFirstOrThrow();
  expect(score.interest).toBeCloseTo(0);
  expect(score.acts).toEqual([]);
});

test('a person who reads for a while may click every link', async () => {
  for (const [n, link] of ['guide', 'pricing', 'case'].entries()) {
    world.now = NOON + n * 30_000;
    await get(path('click', link));
  }
  expect((await acts()).map(({ verdict }) => verdict)).toEqual(['human', 'human', 'human']);
});

test('a click within a second of the sending is a machine', async () => {
  world.now = NOON - 3_600_000 + 900;
  await get(path('click', 'guide'));
  expect(await acts()).toMatchObject([{ verdict: 'machine' }]);
});

test('an open is recorded and labelled, and wakes no program', async () => {
  const picture = await get(path('open'));
  expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/gif']);
  await get(`${path('open')}.gif`, { 'user-agent': 'Mozilla/5.0' });
  expect((await acts()).map(({ kind, verdict, human }) => [kind, verdict, human])).toEqual([
    ['opened', 'unknown', false],
    ['opened', 'machine', false],
  ]);
  expect(
    await world.db.selectFrom('outbox').select('id').where('leadId', '=', leadId).where('state', '=', 'waiting').execute(),
  ).toEqual([]);
  // A mail with a hole in it helps nobody.
  expect((await get('/o/forged')).headers['content-type']).toBe('image/gif');
});

test('unsubscribing asks on GET and acts on POST', async () => {
  const asked = await get(path('unsubscribe'));
  expect([asked.statusCode, asked.body]).toEqual([
    200,
    expect.stringContaining('Press the button, and we will stop writing to you.') as string,
  ]);
  expect(await acts()).toEqual([]);
  expect((await post(path('unsubscribe'))).statusCode).toBe(200);
  expect(await acts()).toMatchObject([{ kind: 'unsubscribed', touchKey: key }]);
  const { email } = await world.as('marketer').leads.status({ leadId });
  expect(email).toEqual({ may: false, because: 'unsubscribed' });
  await world.relay();
  expect(toldAbout('contactabilityChanged')).toMatchObject([{ at: NOON, email: false, phone: true, because: 'unsubscribed' }]);
  expect(toldAbout('engaged')).toMatchObject([{ kind: 'unsubscribed', touch: key }]);
});

const oneClick = 'List-Unsubscribe=One-Click';
const urlencoded = 'application/x-www-form-urlencoded';
const multipart = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';

test.each([
  ['urlencoded', oneClick, urlencoded],
  ['urlencoded in capitals, with parameters', oneClick, 'Application/X-WWW-Form-URLencoded; charset="utf-8"'],
  ['multipart', multipart, 'multipart/form-data; boundary=x'],
  ['multipart without a boundary', multipart, 'multipart/form-data'],
  ['without a type', oneClick, undefined],
  ['without a type and a body', undefined, undefined],
  ['with an empty body', '', urlencoded],
  ['as plain text', oneClick, 'text/plain'],
  ['as octets', oneClick, 'application/octet-stream'],
  ['as JSON, which it is not', oneClick, 'application/json'],
  ['as JSON without a body', undefined, 'application/json'],
  ['with a type that is none', oneClick, 'one click'],
  ['with an empty type', oneClick, ''],
  ['with 100 KB', oneClick + '&x='.padEnd(100_000, 'x'), urlencoded],
  ['with 80 MB', Buffer.alloc(80 * 1024 * 1024), urlencoded],
  ['with octets that are no text', Buffer.from([0, 255, 0, 254]), urlencoded],
])("an email program's one click works %s, without cookie or redirect, however often", async (_, payload, type) => {
  const headers = { ...(type !== undefined && { 'content-type': type }) };
  for (let n = 0; n < 2; n++) {
    const request = { method: 'POST', url: path('unsubscribe'), headers, ...(payload !== undefined && { payload }) } as const;
    const answer = await world.api.inject(request);
    expect([answer.statusCode, answer.headers['set-cookie'], answer.headers.location]).toEqual([200, undefined, undefined]);
  }
  expect(await acts()).toMatchObject([{ kind: 'unsubscribed' }]);
  expect((await world.as('marketer').leads.status({ leadId })).email).toEqual({ may: false, because: 'unsubscribed' });
});

test('over a real connection, a body of any size is left aside, chunked or not', async () => {
  const { port } = new URL(await world.api.listen({ host: '127.0.0.1', port: 0 }));
  const url = `http://127.0.0.1:${port}${path('unsubscribe')}`;
  const chunked = ReadableStream.from(Array.from({ length: 100 }, () => new Uint8Array(100_000)));
  for (const body of [oneClick, Buffer.alloc(10_000_000), chunked]) {
    const answer = await fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect(answer.status).toBe(200);
    await answer.text();
  }
  expect(await acts()).toHaveLength(1);
});

test('HEAD asks, as GET does', async () => {
  expect((await world.api.inject({ method: 'HEAD', url: path('unsubscribe') })).statusCode).toBe(200);
  expect(await acts()).toEqual([]);
});

test('two unsubscribes at once are one', async () => {
  await Promise.all([1, 2, 3, 4].map(async () => await post(path('unsubscribe'))));
  expect(await acts()).toHaveLength(1);
});

test('unsubscribing works for years, and for an email of which nothing is left', async () => {
  world.now = NOON + 3_000 * DAY;
  const unknown = new URL(world.links.sign('unsubscribe', '00000000-0000-7000-8000-000000000000/1/1')).pathname;
  const told = await post(unknown);
  expect([told.statusCode, told.body]).toEqual([410, expect.stringContaining('nothing has changed') as string]);
  expect((await post(path('unsubscribe'))).statusCode).toBe(200);
  expect(await acts()).toHaveLength(1);
  expect((await post('/u/forged')).statusCode).toBe(404);
});

test('an answer needs confirmation, and is saved on POST, once, with its date', async () => {
  const asked = await get(path('answer', 'later'));
  expect(asked.body).toContain('Not now, maybe later');
  expect(asked.body).toContain('type="date"');
  expect(await acts()).toEqual([]);
  for (let n = 0; n < 2; n++) expect((await post(path('answer', 'later'), 'until=2026-06-01')).statusCode).toBe(200);
  const until = Date.parse('2026-06-01');
  expect(await acts()).toMatchObject([{ kind: 'answered', answer: 'later', until: new Date(until) }]);
  await world.relay();
  expect(toldAbout('engaged')).toMatchObject([{ kind: 'answered', answer: 'later', until, touch: key }]);
});

test('a date that is past counts as none', async () => {
  await post(path('answer', 'later'), 'until=2020-01-01');
  expect(await acts()).toMatchObject([{ answer: 'later', until: null }]);
});

test('the page of preferences offers every answer and the way out', async () => {
  const { body } = await get(path('preferences'));
  expect(body).toContain('You write too often');
  expect(body).toContain(path('unsubscribe'));
  expect((await post(path('preferences'), 'answer=tooOften')).statusCode).toBe(200);
  expect(await acts()).toMatchObject([{ kind: 'answered', answer: 'tooOften' }]);
  expect((await post(path('preferences'), 'answer=whatever')).statusCode).toBe(400);
});

test('an act of a lead whose program has ended is recorded, and wakes no program', async () => {
  await world.db.updateTable('enrolments').set({ state: 'ended' }).where('leadId', '=', leadId).execute();
  await get(path('click', 'guide'));
  expect(await acts()).toMatchObject([{ kind: 'downloaded', human: true }]);
  expect(
    await world.db.selectFrom('outbox').select('id').where('leadId', '=', leadId).where('state', '=', 'waiting').execute(),
  ).toEqual([]);
});

test('an answer to an email in doubt says that it went out', async () => {
  await world.db.updateTable('touches').set({ state: 'inDoubt' }).where('key', '=', key).execute();
  await get(path('click', 'guide'));
  const touch = await world.db.selectFrom('touches').select('state').where('key', '=', key).executeTakeFirst();
  expect(touch?.state).toBe('accepted');
});
