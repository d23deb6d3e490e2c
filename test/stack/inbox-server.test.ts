import { request } from 'node:http';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMail, type LocalMail } from '../../dev/mail/mail.ts';
import { temporaryFolder } from './folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let mail: LocalMail;

beforeAll(async () => {
  folder = await temporaryFolder();
  mail = await startMail({ dir: folder.path });
  await send({ subject: '<img src=x onerror=alert(1)>', html: '<script>alert(1)</script><p>hello</p>' });
});

afterAll(async () => {
  await mail[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const send = (more: object): Promise<unknown> =>
  nodemailer.createTransport({ url: mail.smtpUrl }).sendMail({ from: 'a@b.example', to: 'c@d.example', text: 'hello', ...more });

const get = (path: string): Promise<Response> => fetch(`${mail.inbox.url}${path}`);

test('the page brings its own script and style, and no other may run', async () => {
  const page = await get('/');
  const policy = page.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  const html = await page.text();
  expect(html).toContain(mail.smtpUrl);
  for (const [, asset] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) expect((await get(asset ?? '')).status).toBe(200);
  expect(html).not.toMatch(/<script(?! type="module" src="\/page\.js")|style=|onclick=/);
});

test('the HTML of a message is shown in a sandbox without scripts', async () => {
  const shown = await get('/messages/1/html');
  expect(shown.headers.get('content-security-policy')).toMatch(
    /^sandbox allow-popups [^;]*; default-src 'none';(?!.*script-src)/,
  );
  expect(shown.headers.get('content-security-policy')).not.toContain('allow-scripts');
  expect(await (await get('/page.js')).text()).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write/);
});

test('the raw message is text, whatever it contains', async () => {
  const raw = await get('/messages/1/raw');
  expect(raw.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(raw.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await raw.text()).toContain('<script>');
});

test('the list continues from a cursor, and waits for the next message when asked to', async () => {
  const first = (await (await get('/api/messages')).json()) as { messages: unknown[]; next: number };
  expect(first).toMatchObject({ messages: [{ id: 1, subject: '<img src=x onerror=alert(1)>' }], next: 1, count: 1 });
  const waiting = get(`/api/messages?after=${first.next}&wait=10`);
  await send({ subject: 'the next one', to: 'e@f.example' });
  expect(await (await waiting).json()).toMatchObject({ messages: [{ id: 2, subject: 'the next one' }], next: 2 });
  expect(await (await get('/api/messages?to=E@F.example')).json()).toMatchObject({ messages: [{ id: 2 }], next: 2 });
  expect(await (await get('/api/messages?limit=1')).json()).toMatchObject({ messages: [{ id: 1 }], next: 1, count: 2 });
});

test('a message is returned whole', async () => {
  expect(await (await get('/api/messages/1')).json()).toMatchObject({
    id: 1,
    html: expect.stringContaining('<p>hello</p>'),
    links: [],
  });
});

test.each([
  ['/api/messages/77', 404, /^message 77 does not exist/],
  ['/messages/x/raw', 404, /^message NaN does not exist/],
  ['/api/messages?after=-1', 400, 'after: expected a whole number, got "-1".'],
  ['/nowhere', 404, 'Nothing is at /nowhere.'],
])('GET %s answers %i', async (path, status, words) => {
  const response = await get(path);
  expect(response.status).toBe(status);
  expect(await response.text()).toMatch(words);
});

test('a page under another host name that points here learns nothing', async () => {
  const { port } = new URL(mail.inbox.url ?? '');
  const status = await new Promise((resolve, reject) => {
    const asking = request({ port, host: '127.0.0.1', path: '/api/messages', headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asking.on('error', reject).end();
  });
  expect(status).toBe(403);
});
