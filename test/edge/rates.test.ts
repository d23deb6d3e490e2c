import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createApi } from '../../api/server.ts';
import { deleteFullBuckets } from '../../db/system/form-rates.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from '../api/world.ts';

let world: World;
let strict: FastifyInstance;
const FEW = 3;
beforeAll(async () => {
  world = await createWorld();
  const few = { most: FEW, within: 60_000 };
  const rates = { link: few, form: few, page: few, wrongKey: few, key: few };
  strict = await createApi({ ...world.deps, settings: { ...world.deps.settings, rates } });
});
afterAll(async () => {
  await strict.close();
  await world[Symbol.asyncDispose]();
});

const from = (ip: string) => ({ 'x-forwarded-for': ip });
const path = (kind: Parameters<World['links']['sign']>[0], key: string) => new URL(world.links.sign(kind, key)).pathname;
/** The statuses of some requests, one after the other. */
async function statuses(count: number, request: (n: number) => object, api = strict) {
  const all = [];
  for (let n = 0; n < count; n++) all.push((await api.inject(request(n))).statusCode);
  return all;
}
let ips = 0;
const someIp = () => `198.51.100.${++ips}`;
const fill = (email: string, ip = someIp(), form = 'contact') => ({ method: 'POST', url: `/f/${form}`, headers: from(ip), payload: { email } }) as const; // prettier-ignore

test.each([
  ['an address', 6, () => 'ann@victim-a.example'],
  ['a mailbox, whatever stands behind its plus', 10, (n: number) => `ann+${n}@victim-b.example`],
  ['a company', 100, (n: number) => `n${n}@team${n % 3}.victim-c.example`],
])('forms in the name of %s: %i at once, and then some an hour', async (_, most, email) => {
  const first = await statuses(most, (n) => fill(email(n)), world.api);
  expect(new Set(first)).toEqual(new Set([202]));
  const refused = await world.api.inject(fill(email(most)));
  expect(refused.statusCode).toBe(429);
  const seconds = Number(refused.headers['retry-after']);
  expect(seconds).toBe(Math.ceil(3_600 / most));
  expect(refused.json()).toMatchObject({ code: 'tooManyRequests', value: seconds, message: `There have been too many requests.`, todo: `Try again in ${seconds} seconds.` }); // prettier-ignore
  world.now += seconds * 1_000;
  expect((await world.api.inject(fill(email(most)))).statusCode).toBe(202);
  expect((await world.api.inject(fill(email(most)))).statusCode).toBe(429);
  world.now = NOON;
});

test('a mailbox is counted by who has it, not by how it is written', async () => {
  const spellings = ['boss@googlemail.com', 'b.o.s.s@gmail.com', 'Boss@GMAIL.com', 'boss+a@gmail.com', 'boss+b@gmail.com', 'bo.ss+c@gmail.com']; // prettier-ignore
  expect(await statuses(6, (n) => fill(spellings[n]!), world.api)).toEqual([202, 202, 202, 202, 202, 202]);
  expect(await statuses(1, () => fill('boss@gmail.com'), world.api)).toEqual([429]);
});

test("refused requests do not count, and use up no one's share", async () => {
  const ip = someIp();
  await statuses(60, (n) => fill(`n${n}@many${n}.example`, ip), world.api);
  expect(await statuses(20, () => fill('calm@waiting.example', ip), world.api)).toEqual(Array(20).fill(429));
  expect(await statuses(6, () => fill('calm@waiting.example'), world.api)).toEqual(Array(6).fill(202));
});

test('a rate-limited form reveals nothing about the address', async () => {
  const known = await world.enrolled('known@limited-a.example');
  await world.as('marketer').contact.close({ leadId: known, channel: 'all', reason: 'legal' });
  const answers = [];
  for (const email of ['known@limited-a.example', 'unknown@limited-b.example']) {
    await statuses(6, () => fill(email), world.api);
    const { statusCode, body, headers } = await world.api.inject(fill(email));
    answers.push({ statusCode, body, headers: { ...headers, date: '' } });
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({ statusCode: 429 });
});

test('requests at once are counted one by one', async () => {
  const email = 'crowd@at-once.example';
  const answers = await Promise.all(Array.from({ length: 20 }, async () => (await world.api.inject(fill(email))).statusCode));
  expect(answers.filter((status) => status === 202)).toHaveLength(6);
  expect(answers.filter((status) => status === 429)).toHaveLength(14);
});

test('buckets that are full again are forgotten', async () => {
  const count = async () => (await world.db.selectFrom('formRates').select('bucket').execute()).length;
  expect(await deleteFullBuckets(world.db, NOON + HOUR)).toBe(0);
  const before = await count();
  expect(before).toBeGreaterThan(0);
  expect(await deleteFullBuckets(world.db, NOON + DAY + HOUR)).toBe(before);
  expect(await count()).toBe(0);
});

test('addresses are not readable in the buckets', async () => {
  await world.api.inject(fill('secret@bucket.example', '203.0.113.77'));
  expect(JSON.stringify(await world.db.selectFrom('formRates').selectAll().execute())).not.toMatch(
    /secret|bucket\.example|203\.0/,
  );
});

test('clicks, pixels, pictures and confirmations of a network share a limit, which does not affect other networks', async () => {
  const key = world.deps.newId();
  const urls = [path('click', key), path('open', key), '/i/none.png', path('confirm', key)];
  const [ip, other] = [someIp(), someIp()];
  const got = await statuses(4, (n) => ({ url: urls[n], headers: from(ip) }));
  expect(got.slice(0, 3)).not.toContain(429);
  expect(got[3]).toBe(429);
  expect((await strict.inject({ url: urls[0]!, headers: from(other) })).statusCode).not.toBe(429);
});

test('a network may send so many forms, whatever is in them', async () => {
  const ip = someIp();
  const broken = {
    method: 'POST',
    url: '/f/contact',
    headers: { ...from(ip), 'content-type': 'application/json' },
    payload: '{',
  } as const;
  expect(await statuses(4, () => broken)).toEqual([400, 400, 400, 429]);
});

test.each([
  ['one-click unsubscribes', 'POST', 'unsubscribe'],
  ['unsubscribe pages', 'GET', 'unsubscribe'],
  ['answers', 'POST', 'answer'],
  ['preferences', 'POST', 'preferences'],
] as const)('%s from one address are never refused', async (_, method, kind) => {
  const ip = someIp();
  const payload = method === 'POST' ? { payload: { answer: 'never' } } : {};
  const all = await statuses(20, () => ({ method, url: path(kind, world.deps.newId()), headers: from(ip), ...payload }));
  expect(all).not.toContain(429);
});

test('private addresses are not counted: a proxy that does not forward addresses hides all visitors', async () => {
  for (const ip of ['127.0.0.1', '10.1.2.3', '192.168.1.1', '::1'])
    expect(await statuses(10, () => ({ url: '/i/none.png', headers: from(ip) }))).not.toContain(429);
});

test('wrong keys are slowed down, and a right one from the same office works', async () => {
  const ip = someIp();
  const wrong = {
    url: '/trpc/campaigns.list',
    headers: { ...from(ip), authorization: `Bearer tk_0123456789ab_${'x'.repeat(32)}` },
  };
  expect(await statuses(4, () => wrong)).toEqual([401, 401, 401, 429]);
  const answer = await strict.inject(wrong);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.json()).toMatchObject({ error: { data: { code: 'tooManyRequests' } } });
  const right = { url: '/trpc/campaigns.list', headers: { ...from(ip), ...(await world.key('marketer')) } };
  expect((await strict.inject(right)).statusCode).toBe(200);
});

test('each key has its own limit', async () => {
  const [one, other] = [await world.key('marketer'), await world.key('marketer')];
  expect(await statuses(4, () => ({ url: '/trpc/campaigns.list', headers: one }))).toEqual([200, 200, 200, 429]);
  expect((await strict.inject({ url: '/trpc/campaigns.list', headers: other })).statusCode).toBe(200);
});

test('on a fast clock, Retry-After is in the seconds of those who wait', async () => {
  const clock = { ...world.deps.clock, spec: { origin: 0, realOrigin: 0, speed: 60 } };
  const api = await createApi({ ...world.deps, clock });
  await statuses(6, () => fill('fast@clock.example'), api);
  expect((await api.inject(fill('fast@clock.example'))).headers['retry-after']).toBe(String((10 * MINUTE) / 60 / 1_000));
  await api.close();
});
