import { afterAll, beforeAll, expect, test } from 'vitest';
import { appRouter } from '../../api/router.ts';
import type { Browser } from '../support/browser.ts';
import { signIn } from '../support/sign-in.ts';
import { createWorld, type World } from './world.ts';

const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>);
const named = (type: string): string[] => procedures.flatMap(([name, { _def }]) => (_def.type === type ? [name] : []));

let world: World;
let admin: Browser;
let cookie: string;
beforeAll(async () => {
  world = await createWorld();
  admin = await signIn(world, 'admin');
  cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
});
afterAll(async () => await world[Symbol.asyncDispose]());

const own = 'https://go.example.com';
const codeOf = (body: string): string | undefined => /"code":"([a-z]\w*)"/.exec(body)?.[1];

/** What a browser sends along when a page makes a request, by who made the page. */
const foreign = {
  'another site': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  'another site that knows our header': { 'sec-fetch-site': 'cross-site', origin: own, 'x-trellis': 'yes' },
  'a page on another subdomain': { 'sec-fetch-site': 'same-site', origin: 'https://blog.example.com' },
  'an old browser on another site': { origin: 'https://evil.example' },
  'an old browser on another site, with a sandboxed frame': { origin: 'null' },
  'a form of another site in an old browser': {},
  'a page of ours without our header, in an old browser': { origin: own },
} as const;

test.each(Object.entries(foreign))('no mutation is done for %s, over tRPC or as a route', async (_, headers) => {
  const mutations = named('mutation');
  expect(mutations.length).toBeGreaterThan(50);
  for (const name of mutations)
    for (const url of [`/trpc/${name}`, `/api/v1/${name.replace('.', '/')}`])
      for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
        const answer = await world.api.inject({
          method: 'POST',
          url,
          headers: { ...headers, cookie, 'content-type': type },
          payload: '{}',
        });
        expect([url, answer.statusCode, codeOf(answer.body)]).toEqual([url, 403, 'otherSite']);
      }
});

test.each(Object.entries(foreign))('nothing is read for %s', async (_, headers) => {
  for (const name of named('query'))
    for (const method of ['GET', 'POST'] as const) {
      const answer = await world.api.inject({ method, url: `/trpc/${name}`, headers: { ...headers, cookie } });
      expect([name, answer.statusCode]).toEqual([name, 403]);
    }
});

test.each([
  ['POST', '/imports?source=x', 403],
  ['GET', '/imports/019cd730-0000-7000-8000-000000000000/rejects.csv', 403],
  ['POST', '/signin', 403],
  ['POST', '/signin/some-token', 403],
  ['POST', '/signout', 403],
  ['POST', '/webhooks/mail', 403],
] as const)('%s %s is refused for another site', async (method, url, status) => {
  const type = url.startsWith('/sign') ? 'application/x-www-form-urlencoded' : 'message/rfc822';
  const headers = { ...foreign['another site'], cookie, 'content-type': type };
  const answer = await world.api.inject({ method, url, headers, ...(method === 'POST' && { payload: 'x' }) });
  expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([status, undefined]);
  expect((await admin.call('people.me')).statusCode).toBe(200);
});

test.each([
  [{ 'sec-fetch-site': 'same-origin' }, 200],
  [{ origin: own, 'x-trellis': '1' }, 200],
  [{ 'sec-fetch-site': 'none' }, 403],
] as const)('a page of ours, which sends %j, is answered %i', async (headers, status) => {
  const url = '/trpc/segments.count';
  const answer = await world.api.inject({
    method: 'POST',
    url,
    headers: { ...headers, cookie },
    payload: { audience: { everybody: true } },
  });
  expect(answer.statusCode).toBe(status);
});

test('a person may type the address of what they may read', async () => {
  const answer = await world.api.inject({ url: '/api/v1/campaigns/list', headers: { 'sec-fetch-site': 'none', cookie } });
  expect(answer.statusCode).toBe(200);
});

test('a key goes before a cookie, and works from any program', async () => {
  const headers = { ...(await world.key('marketer')), cookie, 'sec-fetch-site': 'cross-site' };
  const answer = await world.api.inject({ url: '/trpc/people.me', headers });
  expect(answer.json()).toMatchObject({ result: { data: { role: 'marketer' } } });
});

test('a cookie without its prefix, or in the name of another one, signs nobody in', async () => {
  const token = admin.cookies.get('__Host-trellis')!;
  for (const name of ['trellis', 'x__Host-trellis', '__Host-trellis-browser', '__Secure-trellis']) {
    const answer = await world.api.inject({
      url: '/trpc/people.me',
      headers: { cookie: `${name}=${token}`, 'sec-fetch-site': 'same-origin' },
    });
    expect([name, answer.statusCode]).toEqual([name, 401]);
  }
});
