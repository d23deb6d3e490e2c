import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../api/server.ts';
import { createLinkSigner } from '../../content/link-signer.ts';
import { createWorld, type World } from '../api/world.ts';

let world: World;
let all: Awaited<ReturnType<typeof answers>>;
beforeAll(async () => {
  world = await createWorld();
  all = await answers();
});
afterAll(async () => await world[Symbol.asyncDispose]());

/** Every kind of answer: pages, redirects, pictures, JSON, refusals, what is not there. */
async function answers() {
  const key = await world.touch(await world.enrolled());
  const path = (kind: Parameters<typeof world.links.sign>[0], link?: string) =>
    new URL(world.links.sign(kind, key, link)).pathname;
  const marketer = await world.key('marketer');
  const requests = {
    click: { url: path('click', 'guide') },
    gone: { url: path('click', 'nothing') },
    forged: { url: '/c/nonsense' },
    pixel: { url: path('open') },
    unsubscribe: { url: path('unsubscribe') },
    preferences: { url: path('preferences') },
    answer: { url: path('answer', 'later') },
    form: { url: '/f/contact', method: 'POST', payload: { email: 'a@headers.example' } },
    formPage: { url: '/f/contact', method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'email=b@headers.example' },
    badForm: { url: '/f/contact', method: 'POST', payload: { email: 'x' } },
    tooLarge: { url: '/f/contact', method: 'POST', payload: { message: 'x'.repeat(20_000) } },
    call: { url: '/trpc/campaigns.list', headers: marketer },
    noKey: { url: '/trpc/campaigns.list' },
    import: { url: '/imports', method: 'POST' },
    mail: { url: '/webhooks/mail', method: 'POST' },
    health: { url: '/health' },
    nowhere: { url: '/nowhere' },
  } as const; // prettier-ignore
  return await Promise.all(Object.entries(requests).map(async ([name, request]) => ({ name, ...(await pick(request)) })));
}
async function pick(request: object) {
  const { headers, body } = await world.api.inject(request);
  return { headers, body };
}

test('every answer forbids frames, other types, caches and referrers', async () => {
  for (const { name, headers } of all) {
    expect(headers, name).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"])
      expect(headers['content-security-policy'], name).toContain(rule);
    expect(headers['strict-transport-security'], name).toMatch(/^max-age=\d{7,}/);
  }
});

test('the style of our pages is the one that their policy allows', async () => {
  for (const { name, headers, body } of all) {
    const style = /<style>([^]*?)<\/style>/.exec(body)?.[1];
    if (style === undefined) continue;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy'], name).toContain(`style-src 'sha256-${hash}'`);
  }
});

test('without TLS, browsers are not told to require it', async () => {
  const links = createLinkSigner('a secret for tests, of 32 letters or more', 'http://127.0.0.1:8080', world.deps.clock);
  const api = await createApi({ ...world.deps, links });
  expect((await api.inject({ url: '/health' })).headers).not.toHaveProperty('strict-transport-security');
  await api.close();
});
