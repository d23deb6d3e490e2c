import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { snippet } from '../../api/pages/snippet.ts';
import { createApi } from '../../api/server.ts';
import { forgetStrangers } from '../../db/engagements/visitors.ts';
import { DAY } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from '../api/world.ts';

const WEBSITE = 'https://www.example.com';
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

let world: World;
let api: FastifyInstance;
const origins = [WEBSITE];
beforeAll(async () => {
  world = await createWorld();
  api = await createApi({ ...world.deps, settings: { ...world.deps.settings, website: { origins } } });
});
afterAll(async () => {
  await api.close();
  await world[Symbol.asyncDispose]();
});

const looks = async (visitor: string, page: string | undefined, more: object = {}, headers: object = {}) =>
  await api.inject({
    method: 'POST',
    url: '/events/page',
    headers: { origin: WEBSITE, 'user-agent': AGENT, 'content-type': 'text/plain', ...headers },
    payload: JSON.stringify({ id: v7(), visitor, page, ...more }),
  });

async function pagesOf(leadId: string) {
  const rows = await world.db
    .selectFrom('engagements')
    .where('leadId', '=', leadId)
    .where('source', '=', 'website')
    .select(['page', 'at'])
    .orderBy('at')
    .execute();
  return rows.map(({ page, at }) => `${page} ${(at.getTime() - NOON) / DAY}`);
}

const savedOf = async (visitor: string) =>
  await world.db.selectFrom('visitors').selectAll().where('id', '=', visitor).executeTakeFirst();

/** What stands in the URL to which an email's link leads. */
async function knownBy(leadId: string) {
  const url = new URL(world.links.sign('click', await world.touch(leadId), 'pricing')).pathname;
  const { headers } = await api.inject({ method: 'GET', url, headers: { 'user-agent': AGENT } });
  return new URL(String(headers['location'])).searchParams.get('trellis_known')!;
}

test('the pages of a stranger belong to the lead once they come from an email, and so do later pages', async () => {
  const leadId = await world.enrolled('ann@pier7.example');
  const visitor = v7();
  expect((await looks(visitor, 'article')).statusCode).toBe(204);
  expect(await pagesOf(leadId)).toEqual([]);
  world.now += 2 * DAY;
  await looks(visitor, 'careers', { known: await knownBy(leadId) });
  expect(await pagesOf(leadId)).toEqual(['article 0', 'careers 2']);
  world.now += DAY;
  await looks(visitor, 'pricing');
  expect(await pagesOf(leadId)).toEqual(['article 0', 'careers 2', 'pricing 3']);
  expect((await world.as('marketer').leads.story({ leadId })).map(({ text }) => text)).toContain('visited a page (pricing page)');
});

test('a page whose ids are written in capitals counts', async () => {
  const leadId = await world.enrolled('kay@pier7.example');
  const visitor = v7().toUpperCase();
  await looks(visitor, 'careers', { known: await knownBy(leadId) });
  await looks(visitor, 'article', { id: v7().toUpperCase() });
  const { acts } = await world.db.selectFrom('scores').select('acts').where('leadId', '=', leadId).executeTakeFirstOrThrow();
  expect(acts.map(({ page }) => page)).toContain('article');
});

test('pages from more than a month before belong to nobody', async () => {
  const leadId = await world.enrolled('bob@pier8.example');
  const visitor = v7();
  await looks(visitor, 'article');
  world.now += 31 * DAY;
  await looks(visitor, undefined, { known: await knownBy(leadId) });
  expect(await pagesOf(leadId)).toEqual([]);
  const stranger = v7();
  await looks(stranger, 'article');
  expect(await forgetStrangers(world.db, world.now + 1)).toBeGreaterThan(0);
  expect(await savedOf(stranger)).toBeUndefined();
  expect(await savedOf(visitor)).toMatchObject({ leadId });
});

test('who fills in a form is known once the owner of the address has confirmed it', async () => {
  const leadId = await world.enrolled('cat@pier9.example');
  const visitor = v7();
  await looks(visitor, 'pricing');
  const payload = { email: 'cat@pier9.example', trellis_visitor: visitor };
  await api.inject({ method: 'POST', url: '/f/contact', headers: { 'user-agent': AGENT }, payload });
  expect(await pagesOf(leadId)).toEqual([]);
  await world.confirm('cat@pier9.example');
  expect(await pagesOf(leadId)).toHaveLength(1);
});

test('a stranger who makes up who they are stays a stranger', async () => {
  const leadId = await world.enrolled('dan@pier10.example');
  const visitor = v7();
  const unsubscribe = world.links.sign('unsubscribe', leadId).split('/').at(-1);
  for (const known of [leadId, 'v.YW5u.aaaaaaaaaaaaaaaaaaaaaa', unsubscribe])
    expect((await looks(visitor, 'pricing', { known })).statusCode).toBe(204);
  expect(await savedOf(visitor)).toMatchObject({ leadId: null });
  expect(await pagesOf(leadId)).toEqual([]);
});

test('nothing is saved of a visitor who refuses to be tracked, or of a robot', async () => {
  for (const headers of [{ 'sec-gpc': '1' }, { dnt: '1' }, { 'user-agent': 'Googlebot/2.1' }]) {
    const visitor = v7();
    expect((await looks(visitor, 'pricing', {}, headers)).statusCode).toBe(204);
    expect(await savedOf(visitor)).toBeUndefined();
  }
});

test('other websites can’t report anything, and learn nothing', async () => {
  const visitor = v7();
  const other = await looks(visitor, 'pricing', {}, { origin: 'https://elsewhere.example' });
  expect([other.statusCode, other.json<{ code: string }>().code]).toEqual([403, 'originUnknown']);
  expect(other.headers).not.toHaveProperty('access-control-allow-origin');
  expect((await looks(visitor, 'nosuch')).statusCode).toBe(204);
  expect((await looks(visitor, 'pricing', { lead: 'ann@pier7.example' })).statusCode).toBe(400);
  expect(await savedOf(visitor)).toBeUndefined();
});

test('a link in an email tells only the company’s website who the visitor is', async () => {
  const key = await world.touch(await world.enrolled('eve@pier11.example'));
  const url = new URL(world.links.sign('click', key, 'pricing')).pathname;
  const { headers } = await world.api.inject({ method: 'GET', url, headers: { 'user-agent': AGENT } });
  expect(headers['location']).toBe(`${WEBSITE}/pricing`);
});

test('the script is smaller than two kilobytes', async () => {
  const { body, headers } = await api.inject({ method: 'GET', url: '/trellis.js' });
  expect(body).toBe(snippet);
  expect(headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=3600' });
  expect(body.length).toBeLessThan(2_000);
  expect(gzipSync(body).length).toBeLessThan(1_000);
});

test.runIf(existsSync('/usr/bin/chromium'))(
  'a browser sets no cookie and tells nothing before the visitor agrees; then it does, and remembers',
  { timeout: 120_000 },
  async () => {
    await using stack = new AsyncDisposableStack();
    const profile = stack.adopt(await mkdtemp(join(tmpdir(), 'trellis-browser-')), (path) =>
      rm(path, { recursive: true, force: true }),
    );
    const home = await api.listen({ port: 0, host: '127.0.0.1' });
    const site = createServer((request, response) => {
      const agrees = request.url!.includes('agrees') ? 'trellis.consent(true);' : '';
      response.setHeader('content-type', 'text/html').end(`<script src="${home}/trellis.js" data-page="pricing"></script>
        <p><script>${agrees} document.write(document.cookie || 'no cookie', ' at ', location.search || 'no query')</script></p>`);
    });
    stack.defer(() => void site.close());
    await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
    const here = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    origins.push(here);
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--virtual-time-budget=3000',
      `--user-agent=${AGENT}`,
      `--user-data-dir=${profile}`,
    ];
    const opens = async (path: string) => {
      const { stdout } = await promisify(execFile)('/usr/bin/chromium', [...flags, '--dump-dom', `${here}${path}`]);
      return /<\/script>([^<]* at [^<]*)<\/p>/.exec(stdout)?.[1];
    };
    const leadId = await world.enrolled('fay@pier12.example');
    const known = await knownBy(leadId);
    const before = await world.db.selectFrom('visitors').selectAll().execute();
    expect(await opens(`/?trellis_known=${known}`)).toBe('no cookie at no query');
    expect(await world.db.selectFrom('visitors').selectAll().execute()).toEqual(before);
    const cookie = await opens(`/agrees?trellis_known=${known}`);
    expect(cookie).toMatch(/^trellis_visitor=[0-9a-f-]{36} at no query$/);
    expect(await pagesOf(leadId)).toHaveLength(1);
    expect(await opens('/')).toBe(cookie);
    expect(await pagesOf(leadId)).toHaveLength(2);
  },
);
