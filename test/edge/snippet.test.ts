import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../api/server.ts';
import { createWorld, type World } from '../api/world.ts';
import { startChromium } from '../console/support/chromium.ts';

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

const stack = new AsyncDisposableStack();
let world: World;
let api: FastifyInstance;
let browser: Browser;
let site: string;
let home: string;
const origins: string[] = [];

beforeAll(async () => {
  world = stack.use(await createWorld());
  api = await createApi({ ...world.deps, settings: { ...world.deps.settings, website: { origins } } });
  stack.defer(async () => await api.close());
  home = await api.listen({ port: 0, host: '127.0.0.1' });
  browser = stack.adopt(await startChromium(), async (started) => await started.close());
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end(`<iframe name="elsewhere"></iframe>
      <form id="ours" action="${home}/f/contact" method="post" target="elsewhere"><input name="email" value="ann@pier7.example"><input name="action" value="send"><button>Send</button></form>
      <form id="theirs" action="/search" method="post" target="elsewhere"><input name="action" value="find"><button>Find</button></form>
      <script src="${home}/trellis.js" data-page="pricing"></script>`),
  );
  stack.defer(() => void server.close());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  origins.push(site);
}, 120_000);
afterAll(async () => await stack.disposeAsync());

/** Somebody with a browser of their own. @param asks what their browser says to every website */
async function somebody(asks: object = {}) {
  const context = await browser.newContext({ userAgent: AGENT });
  await context.addInitScript((said) => {
    for (const [name, value] of Object.entries(said))
      Object.defineProperty(Navigator.prototype, name, { get: () => value as unknown });
  }, asks);
  const told: { readonly visitor: string; readonly page: string }[] = [];
  context.on('request', (request) => {
    if (request.url() === `${home}/events/page`) told.push(request.postDataJSON() as (typeof told)[number]);
  });
  const faults: string[] = [];
  const opens = async (): Promise<Page> => {
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.goto(site);
    return page;
  };
  return { context, told, faults, opens, pages: () => told.map(({ page }) => page) };
}

const says = (page: Page, script: string) => page.evaluate(script);
const cookieOf = async (context: BrowserContext) =>
  (await context.cookies(site)).find(({ name }) => name === 'trellis_visitor')?.value;

/** What a form sends besides what the visitor typed. */
async function sent(page: Page, form: string): Promise<string | null> {
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.method() === 'POST' && !one.url().endsWith('/events/page')),
    page.click(`#${form} button`),
  ]);
  return new URLSearchParams(request.postData() ?? '').get('trellis_visitor');
}

test('a visitor who refuses leaves no trace, whatever page they look at', async () => {
  const { opens, context, told, faults } = await somebody();
  const page = await opens();
  await says(page, 'trellis.consent(false); trellis.page("careers")');
  expect(await sent(page, 'ours')).toBeNull();
  expect([await cookieOf(context), told, faults]).toEqual([undefined, [], []]);
});

test('a visitor who agrees is one visitor on all pages of a single-page app, until they withdraw', async () => {
  const { opens, context, told, faults, pages } = await somebody();
  const page = await opens();
  await says(page, 'trellis.consent(true); trellis.consent(true); trellis.page("careers"); trellis.page("")');
  expect(pages()).toEqual(['pricing', 'careers']);
  const visitor = await cookieOf(context);
  expect(told.map((one) => one.visitor)).toEqual([visitor, visitor]);
  expect(await sent(page, 'ours')).toBe(visitor);
  await says(page, 'trellis.consent(false); trellis.page("article")');
  expect(await sent(page, 'ours')).toBeNull();
  expect([await cookieOf(context), told.length, faults]).toEqual([undefined, 2, []]);
});

test('what a visitor says in one tab holds in all of them', async () => {
  const { opens, context, told, pages } = await somebody();
  const [first, second] = [await opens(), await opens()];
  await says(first, 'trellis.consent(true)');
  await says(second, 'trellis.page("careers"); trellis.consent(true)');
  expect(new Set(told.map(({ visitor }) => visitor))).toEqual(new Set([await cookieOf(context)]));
  expect(pages()).toEqual(['pricing', 'careers']);
  await says(second, 'trellis.consent(false)');
  await says(first, 'trellis.page("article")');
  expect(await sent(first, 'ours')).toBeNull();
  expect([told.length, await cookieOf(context)]).toEqual([2, undefined]);
});

test.each([{ globalPrivacyControl: true }, { doNotTrack: '1' }])(
  'against %o nothing is told, and an earlier cookie goes',
  async (asks) => {
    const { opens, context, told } = await somebody(asks);
    await context.addCookies([{ name: 'trellis_visitor', value: crypto.randomUUID(), url: site }]);
    const page = await opens();
    await says(page, 'trellis.consent(true); trellis.page("careers")');
    expect(await sent(page, 'ours')).toBeNull();
    expect([await cookieOf(context), told]).toEqual([undefined, []]);
  },
);

test('a website keeps working where Trellis cannot be reached, and its own forms are left alone', async () => {
  const { opens, context, faults } = await somebody();
  await context.route(`${home}/events/page`, async (route) => await route.abort());
  const page = await opens();
  await says(page, 'trellis.consent(true); trellis.page("careers")');
  expect(await sent(page, 'theirs')).toBeNull();
  expect(faults).toEqual([]);
});

test('a website without TLS gets visitors, too', async () => {
  const { opens, context, told } = await somebody();
  await context.addInitScript('Object.defineProperty(Crypto.prototype, "randomUUID", { value: undefined })');
  await says(await opens(), 'trellis.consent(true)');
  expect(told[0]?.visitor).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
