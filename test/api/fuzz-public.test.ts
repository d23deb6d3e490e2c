import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leadFields } from '../../api/import/fields.ts';
import { deepJson, hostileTexts, hostileValues } from './hostile.ts';
import { browser, createWorld, type World } from './world.ts';

let world: World;
let tokens: Readonly<Record<string, string>>;
beforeAll(async () => {
  world = await createWorld();
  const touch = await world.touch(await world.enrolled('known@fuzz.example'));
  await world.api.inject({ method: 'POST', url: '/f/demo', payload: { email: 'asked@fuzz.example' } });
  const { links } = world;
  const pathOf = (url: string): string => new URL(url).pathname;
  tokens = {
    a: pathOf(links.sign('answer', touch, 'later')), p: pathOf(links.sign('preferences', touch)), u: pathOf(links.sign('unsubscribe', touch)),
    y: await world.asked('asked@fuzz.example'),
  }; // prettier-ignore
});
afterAll(async () => await world[Symbol.asyncDispose]());

interface Sent {
  readonly url: string;
  readonly payload?: unknown;
  readonly headers?: Record<string, string>;
}

async function post({ url, payload = {}, headers = {} }: Sent): Promise<number> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const type = { 'content-type': 'application/json', ...browser };
  return (await world.api.inject({ method: 'POST', url, headers: { ...type, ...headers }, payload: text })).statusCode;
}

/** Each form comes from another company: the rates of one are not the question here. */
const ofTheirOwn = (payload: unknown): unknown =>
  typeof payload === 'object' && payload !== null && 'email' in payload && payload.email === 'x@fuzz.example'
    ? { ...payload, email: `x@fuzz-${visitors++}.example` }
    : payload;
let visitors = 0;

async function faultsOf(all: readonly (Sent & { readonly what: string })[]): Promise<string[]> {
  const faults: string[] = [];
  let limited = 0;
  for (const { what, payload, ...sent } of all) {
    const status = await post({ ...sent, payload: ofTheirOwn(payload) });
    if (status >= 500) faults.push(`${what}: ${status}`);
    if (status === 429) limited++;
  }
  // What a limit turns away tries nothing.
  expect(limited).toBe(0);
  return faults;
}

const fields = [...Object.keys(leadFields), 'message', 'consent', 'website_url'];

test('a form with any text in any field is answered', async () => {
  const bodies = fields.flatMap((field) =>
    Object.entries(hostileValues).map(([what, value], n) => ({
      what: `${field}: ${what}`,
      url: `/f/${field === 'message' ? 'contact' : 'demo'}`,
      payload: { email: `f@${field.toLowerCase().replace('_', '-')}-${n}.example`, [field]: value },
    })),
  );
  expect(await faultsOf(bodies)).toEqual([]);
});

test('a form that can be saved in part is saved', async () => {
  const messages = ['nul', 'half a letter', 'a letter in two halves at every limit', 'a letter in two halves behind an odd one'];
  for (const [n, what] of messages.entries())
    expect(
      await post({
        url: '/f/contact',
        payload: { email: `kept@fuzz-${n}.example`, message: hostileTexts[what]?.slice(0, 3_500), firstName: 'A\0nn' },
      }),
    ).toBe(202);
  const kept = await world.db.selectFrom('confirmations').select('claim').where('email', 'like', 'kept%').execute();
  expect(kept.map(({ claim }) => claim?.fields['firstName'])).toEqual(['Ann', 'Ann', 'Ann', 'Ann']);
});

test('a form is answered, whatever its address and its head say', async () => {
  const texts = Object.entries(hostileTexts);
  const queries = ['source', 'campaign', 'constructor'].flatMap((name) =>
    texts.map(([what, text]) => ({
      what: `?${name}: ${what}`,
      url: `/f/demo?${name}=${encodeURIComponent(text.slice(0, 900).toWellFormed())}`,
      payload: { email: 'x@fuzz.example' },
    })),
  );
  const nuls = ['%00', '%ED%A0%80', '%', '%FF'].map((bytes) => ({
    what: bytes,
    url: `/f/demo?source=${bytes}`,
    payload: { email: 'x@fuzz.example' },
  }));
  const heads = ['idempotency-key', 'user-agent', 'referer', 'x-forwarded-for'].flatMap((name) =>
    texts
      .filter(([, text]) => !/[\r\n\0]/.test(text))
      .map(([what, text]) => ({
        what: `${name}: ${what}`,
        url: '/f/demo',
        payload: { email: 'x@fuzz.example' },
        headers: { [name]: Buffer.from(text).toString('latin1') },
      })),
  );
  const bodies = [deepJson, '[]', 'null', '"text"', '{"__proto__":{"email":"x"}}', '{', '{"email":{"toString":1}}'].map(
    (payload) => ({
      what: payload.slice(0, 40),
      url: '/f/demo',
      payload,
    }),
  );
  expect(await faultsOf([...queries, ...nuls, ...heads, ...bodies])).toEqual([]);
});

test('the pages behind links are answered, whatever is posted to them', async () => {
  const bodies = Object.entries(hostileValues).flatMap(([what, value]) =>
    Object.values(tokens).flatMap((url) => [
      ...['answer', 'until', 'requests'].map((field) => ({
        what: `${url} ${field}: ${what}`,
        url,
        payload: { answer: 'later', [field]: value },
      })),
      { what: `${url}: ${what}`, url, payload: value },
    ]),
  );
  const deep = Object.values(tokens).map((url) => ({ what: `${url} deep`, url, payload: deepJson }));
  expect(await faultsOf([...bodies, ...deep])).toEqual([]);
});

test('links with any text in place of a token are answered', async () => {
  const random = fc.sample(fc.stringMatching(/^[\w-]{1,300}$/), { numRuns: 20, seed: 1 });
  for (const route of ['a', 'c', 'o', 'p', 'u', 'y', 'i', 'f'])
    for (const token of [
      ...random,
      ...Object.values(hostileTexts).map((text) => encodeURIComponent(text.slice(0, 300).toWellFormed())),
    ])
      for (const method of ['GET', 'POST'] as const) {
        const { statusCode } = await world.api.inject({ method, url: `/${route}/${token}` });
        expect(statusCode, `${method} /${route}/${token}`).toBeLessThan(500);
      }
});

test('a file is answered, whatever its address says', async () => {
  const headers = await world.key('intake');
  const texts = Object.entries(hostileTexts);
  const uploads = ['source', 'consentBasis', 'dates', 'consents', 'id', 'map', 'ignore', 'dryRun', 'constructor'].flatMap(
    (name) =>
      texts.map(([what, text]) => {
        const query = new URLSearchParams({
          source: 'fuzz',
          consentBasis: 'none',
          [name]: name === 'map' ? `email=${text}` : text,
        });
        return {
          what: `${name}: ${what}`,
          url: `/imports?${query.toString().slice(0, 8_000)}`,
          payload: 'email\na@fuzz.example',
          headers,
        };
      }),
  );
  expect(await faultsOf(uploads)).toEqual([]);
});
