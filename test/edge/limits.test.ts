import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../api/server.ts';
import { connections, limits } from '../../api/edge/limits.ts';
import { createWorld, type World } from '../api/world.ts';

let world: World;
let intake: { authorization: string };
beforeAll(async () => {
  world = await createWorld();
  intake = await world.key('intake');
});
afterAll(async () => await world[Symbol.asyncDispose]());

const KB = 1024;
const MB = 1024 * KB;
const token = (kind: 'answer' | 'preferences' | 'confirm' | 'click') =>
  new URL(world.links.sign(kind, world.deps.newId())).pathname;

const small: [string, () => string, string][] = [
  ['a form', () => '/f/contact', 'form'],
  ['an answer', () => token('answer'), 'link'],
  ['preferences', () => token('preferences'), 'link'],
  ['a confirmation', () => token('confirm'), 'link'],
];
const types = ['application/json', 'application/x-www-form-urlencoded'];
function filled(type: string, bytes: number) {
  const [before, after] = type.endsWith('json')
    ? ['{"email":"a@b.example","message":"', '"}']
    : ['email=a%40b.example&message=', ''];
  return `${before}${'x'.repeat(bytes - before.length - after.length)}${after}`;
}
function fields(type: string, count: number) {
  const names = Array.from({ length: count }, (_, n) => `k${n}`);
  return type.endsWith('json') ? JSON.stringify(Object.fromEntries(names.map((name) => [name, '']))) : names.join('=&');
}
async function post(url: string, type: string, payload: string | Buffer, headers: Record<string, string> = {}) {
  const all = { accept: 'application/json', 'content-type': type, ...headers };
  const answer = await world.api.inject({ method: 'POST', url, headers: all, payload });
  return { status: answer.statusCode, body: answer.body };
}

test.each(small.flatMap(([what, url]) => types.map((type) => [what, type, url] as const)))(
  '%s as %s may have 16 KB and 50 fields, and is told so when it has more',
  async (_, type, url) => {
    expect((await post(url(), type, filled(type, 16 * KB))).status).not.toBe(413);
    const large = await post(url(), type, filled(type, 16 * KB + 1));
    expect([large.status, large.body]).toEqual([413, expect.stringContaining('larger than 16 KB') as string]);
    expect((await post(url(), type, fields(type, 50))).status).not.toBe(413);
    const many = await post(url(), type, fields(type, 51));
    expect([many.status, many.body]).toEqual([413, expect.stringContaining('more than 50 fields') as string]);
  },
);

test('one-click unsubscribe takes a body of any type and size, and of none', async () => {
  const key = await world.touch(await world.enrolled('any@type.example'));
  const url = new URL(world.links.sign('unsubscribe', key)).pathname;
  for (const type of ['application/octet-stream', 'multipart/form-data; boundary=x', 'application/json', 'text/plain', 'x/y'])
    for (const payload of ['List-Unsubscribe=One-Click', 'x'.repeat(100 * KB)])
      expect((await post(url, type, payload)).status).toBe(200);
  expect((await world.api.inject({ method: 'POST', url })).statusCode).toBe(200);
});

test('an email may have 2 MB', async () => {
  const mail = (bytes: number) => Buffer.from(`From: a@b.example\r\nSubject: x\r\n\r\n`.padEnd(bytes, 'x'));
  expect((await post('/webhooks/mail', 'message/rfc822', mail(2 * MB), intake)).status).toBe(200);
  const large = await post('/webhooks/mail', 'message/rfc822', mail(2 * MB + 1), intake);
  expect([large.status, JSON.parse(large.body)]).toMatchObject([413, { code: 'tooLarge', message: 'The request is larger than 2 MB.', todo: 'Send only the first 2 MB of the message.' }]); // prettier-ignore
});

test('a procedure takes 2 MB, and says where larger files go, in the shape of its refusals', async () => {
  const body = (bytes: number) => JSON.stringify({ csv: `email\na@b.example\n${'x'.repeat(bytes)}` });
  const large = await post('/trpc/imports.preview', 'application/json', body(2 * MB), intake);
  expect([large.status, JSON.parse(large.body)]).toMatchObject([
    413,
    { error: { message: 'The request is larger than 2 MB. Send files of leads to POST /imports.', data: { code: 'tooLarge', httpStatus: 413 } } }, // prettier-ignore
  ]);
});

test('a file of leads may have 64 MB', async () => {
  const file = (bytes: number) => Buffer.alloc(bytes, 'email\nlarge@file.example\n');
  const url = '/imports?source=x&consentBasis=none';
  const large = await post(url, 'text/csv', file(64 * MB + 1), intake);
  expect([large.status, JSON.parse(large.body)]).toMatchObject([413, { code: 'fileTooLarge', message: 'The file is larger than 64 MB.', todo: 'Split it, or raise TRELLIS_IMPORT_MB of the API.' }]); // prettier-ignore
});

test('a batch of calls has twenty at most', async () => {
  const batch = (count: number) => Array.from({ length: count }, () => 'ops.parked').join();
  const call = async (count: number) =>
    await world.api.inject({ url: `/trpc/${batch(count)}?batch=1&input=%7B%7D`, headers: await world.key('admin') });
  expect((await call(20)).statusCode).toBe(200);
  expect((await call(21)).statusCode).toBe(400);
});

test.each([
  ['/webhooks/mail', 'message/rfc822'],
  ['/imports?source=x&consentBasis=none', 'text/csv'],
  ['/trpc/imports.run', 'application/json'],
])('%s asks for the key before it reads a body', async (url, type) => {
  await using server = await listening();
  for (const key of ['', 'authorization: Bearer tk_0123456789ab_0123456789abcdefghijklmnopqrstuv\r\n'])
    // Of the body nothing is sent: who waited for it would never answer.
    expect(await server.said(`POST ${url} HTTP/1.1\r\nhost: x\r\n${key}content-type: ${type}\r\ncontent-length: 60000000\r\n\r\n`)).toMatch(/^HTTP\/1.1 401 [^]*"(noKey|keyUnknown)"/); // prettier-ignore
});

test('a body that comes too slowly is cut off with 408', async () => {
  const was = limits.form.within;
  Object.assign(limits.form, { within: 300 });
  try {
    await using server = await listening();
    const said = await server.said(
      'POST /f/contact HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{',
    );
    expect(said).toMatch(/^HTTP\/1.1 408 [^]*"tooSlow"/);
  } finally {
    Object.assign(limits.form, { within: was });
  }
});

test('the server counts and times its connections', async () => {
  await using server = await listening();
  expect(server.api.server).toMatchObject({
    maxConnections: connections.most,
    headersTimeout: connections.head,
    keepAliveTimeout: connections.idle,
    timeout: connections.silent,
    maxRequestsPerSocket: connections.requests,
    requestTimeout: limits.file.within,
  });
  for (const kind of ['link', 'form', 'mail', 'call'] as const) expect(limits[kind].within, kind).toBe(30_000);
});

async function listening() {
  const api = await createApi(world.deps);
  await api.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.server.address() as AddressInfo;
  return {
    api,
    /** What the server says until it hangs up. */
    async said(request: string): Promise<string> {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(request);
      const first = await Promise.race([once(socket, 'data').then(([data]) => String(data)), text(socket)]);
      socket.destroy();
      return first;
    },
    [Symbol.asyncDispose]: () => api.close(),
  };
}
