import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

const SENT = NOON;
/** When scanners have long been there. */
const LATER = NOON + HOUR;
/** A scanner that calls itself a browser. */
const chrome = {
  'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36',
};

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
  leadId = await world.enrolled(`scanned${++calls}@pier7.example`);
  key = await world.touch(leadId);
  await world.db
    .updateTable('touches')
    .set({ sentAt: new Date(SENT) })
    .where('key', '=', key)
    .execute();
  world.now = SENT + 45_000;
});

type Kind = Parameters<World['links']['sign']>[0];
const ask = async (kind: Kind, link?: string, headers: Record<string, string> = chrome, method: 'GET' | 'HEAD' = 'GET') =>
  await world.api.inject({ method, url: new URL(world.links.sign(kind, key, link)).pathname, headers });
const clicks = async () =>
  await world.db
    .selectFrom('engagements')
    .select(['kind', 'verdict', 'human', 'link'])
    .where('leadId', '=', leadId)
    .where('link', 'is not', null)
    .orderBy('id')
    .execute();
const score = async () =>
  await world.db.selectFrom('scores').select(['interest', 'hot', 'acts']).where('leadId', '=', leadId).executeTakeFirst();
const told = () => world.engine.heard.filter((one) => one.leadId === leadId && one.name === 'engaged');
/** As if the time for which a click is held were over. */
async function afterAMoment() {
  await sql`update outbox set real_next_at = null where state = 'waiting'`.execute(world.db);
  await world.relay();
}

const visits = {
  pixel: () => ask('open'),
  unsubscribe: () => ask('unsubscribe'),
  preferences: () => ask('preferences'),
  link: () => ask('click', 'guide'),
};
type Address = keyof typeof visits;
const orders: readonly (readonly Address[])[] = [
  ['pixel', 'unsubscribe', 'preferences', 'link'],
  ['link', 'preferences', 'unsubscribe', 'pixel'],
  ['pixel', 'link', 'unsubscribe', 'preferences'],
  ['link', 'unsubscribe', 'preferences'],
];

test.each(orders.map((order) => [order.join(', '), order] as const))(
  'a scanner with the name of a browser that asks for %s moves no lead',
  async (_, order) => {
    for (const address of order) {
      expect((await visits[address]()).statusCode).toBeLessThan(400);
      world.now += 700;
      await world.relay(); // whatever comes first is not told before the rest has shown what it is
    }
    await afterAMoment();
    expect(told()).toEqual([]);
    expect(await clicks()).toMatchObject([{ verdict: 'machine', human: false }]);
    expect((await score())?.interest ?? 0).toBeCloseTo(0);
  },
);

test('one that asks for all addresses at once moves no lead either', async () => {
  await Promise.all([...Object.values(visits), () => ask('click', 'pricing'), () => ask('click', 'case')].map((one) => one()));
  await afterAMoment();
  expect(told()).toEqual([]);
  expect(new Set((await clicks()).map(({ verdict }) => verdict))).toEqual(new Set(['machine']));
});

test('a slow scanner is recognised by the hidden link, and its other clicks of that minute are reverted', async () => {
  world.now = LATER;
  await ask('click', 'pricing');
  world.now += 25_000;
  await ask('click', 'honeypot');
  world.now += 25_000;
  await ask('click', 'case');
  expect((await clicks()).map(({ verdict }) => verdict)).toEqual(['machine', 'machine', 'machine']);
  expect((await score())?.interest).toBeCloseTo(0);
});

test('the lead who reads the email after the scanner counts', async () => {
  for (const one of Object.values(visits)) await one();
  world.now += 4 * MINUTE;
  await ask('click', 'guide');
  await afterAMoment();
  expect(told()).toMatchObject([{ payload: { kind: 'downloaded' } }]);
  expect((await clicks()).map(({ verdict }) => verdict)).toEqual(['machine', 'human']);
  expect((await score())?.interest).toBeCloseTo(10);
});

test('a single click soon after the sending is told to the program when the time of a burst is over, and a later one at once', async () => {
  await ask('click', 'guide');
  await world.relay();
  expect(told()).toEqual([]);
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from real_next_at - clock_timestamp())::float8 as seconds from outbox where lead_id = ${leadId} and state = 'waiting'`.execute(
    world.db,
  );
  expect(rows[0]?.seconds).toBeGreaterThan(8);
  expect(rows[0]?.seconds).toBeLessThan(11);
  await afterAMoment();
  expect(told()).toHaveLength(1);

  world.now = SENT + 30 * MINUTE;
  await ask('click', 'case');
  await world.relay();
  expect(told()).toHaveLength(2);
});

test('the same link three times within a second is one act', async () => {
  world.now = LATER;
  for (let n = 0; n < 3; n++) {
    expect((await ask('click', 'guide')).statusCode).toBe(302);
    world.now += 300;
  }
  expect(await clicks()).toMatchObject([{ kind: 'downloaded', verdict: 'human' }]);
  expect((await score())?.interest).toBeCloseTo(10, 1);
  world.now = LATER + 20 * MINUTE;
  await ask('click', 'guide');
  expect(await clicks()).toHaveLength(2);
});

test('three requests at once for the same link are one act, too', async () => {
  world.now = LATER;
  await Promise.all([1, 2, 3, 4].map(() => ask('click', 'guide')));
  expect(await clicks()).toHaveLength(1);
});

test.each([
  ['HEAD', 'HEAD', {}],
  ['Purpose', 'GET', { purpose: 'prefetch' }],
  ['Sec-Purpose', 'GET', { 'sec-purpose': 'prefetch;prerender' }],
  ['Sec-Purpose of an anonymous proxy', 'GET', { 'sec-purpose': 'prefetch;anonymous-client-ip' }],
  ['X-Purpose', 'GET', { 'x-purpose': 'preview' }],
  ['X-Moz', 'GET', { 'x-moz': 'prefetch' }],
  ['Sec-Fetch-Dest of a script', 'GET', { 'sec-fetch-dest': 'empty' }],
  ['Sec-CH-UA of a browser without a screen', 'GET', { 'sec-ch-ua': '"HeadlessChrome";v="146"' }],
  ["From, a robot's address", 'GET', { from: 'crawler@scanner.example' }],
] as const)('%s says that no person asked', async (_, method, headers) => {
  world.now = LATER;
  await ask('click', 'guide', { ...chrome, ...headers }, method);
  expect(await clicks()).toMatchObject([{ verdict: 'machine', human: false }]);
});

test("a request with the headers of a browser that follows a link is a person's", async () => {
  world.now = LATER;
  const headers = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate', 'sec-ch-ua': '"Chromium";v="146"', purpose: '' };
  await ask('click', 'guide', { ...chrome, ...headers });
  expect(await clicks()).toMatchObject([{ verdict: 'human' }]);
});

test('a lead that only a scanner made ready for sales is not, and can become so by what it does itself', async () => {
  // A good fit, and nearly enough interest.
  await sql`insert into scores (lead_id, fit, interest_at, by_kind, acts) values (${leadId}, 100, ${new Date(SENT)},
    ${JSON.stringify({ click: 15, webinar: 25 })}, ${JSON.stringify([{ kind: 'attended', at: SENT }])})
    on conflict (lead_id) do update set fit = 100, by_kind = excluded.by_kind, acts = excluded.acts, interest_at = excluded.interest_at`.execute(
    world.db,
  );
  await ask('click', 'pricing');
  expect(await score()).toMatchObject({ hot: true });
  await ask('unsubscribe');
  await ask('preferences');
  expect(await score()).toMatchObject({ hot: false });
  await afterAMoment();
  expect(told()).toEqual([]);
  world.now = LATER;
  await ask('click', 'pricing');
  await world.relay();
  expect(told()).toMatchObject([{ payload: { ready: 'mql' } }]);
});

test.each([
  ['as mails say it today', { counts: 'clicked', intends: 'activated' }, { kind: 'clicked', intends: 'activated' }],
  ['as mails said it that went out before', { counts: 'activated' }, { kind: 'activated', intends: null }],
])('a click is not the act that its link intends, and starts no fast track: %s', async (name, link, recorded) => {
  world.now = LATER;
  const links = JSON.stringify({ setup: { url: 'https://www.example.com/setup', ...link } });
  const version = { hash: name, content: 'first-steps', persona: null, subject: 'Setup', links };
  await world.db.insertInto('contentVersions').values(version).execute();
  await world.db.updateTable('touches').set({ version: name }).where('key', '=', key).execute();
  await ask('click', 'setup');
  const act = await world.db
    .selectFrom('engagements')
    .select(['kind', 'intends'])
    .where('link', '=', 'setup')
    .where('leadId', '=', leadId)
    .execute();
  expect(act).toEqual([recorded]);
  await world.relay();
  expect(told()).toMatchObject([{ payload: { kind: recorded.kind } }]);
  expect(told()[0]?.payload).not.toHaveProperty('ready');
});
