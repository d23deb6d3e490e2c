import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishEvents } from '../../db/events/outgoing.ts';
import { endSession } from '../../db/people/sessions.ts';
import type { Browser } from '../support/browser.ts';
import { signIn } from '../support/sign-in.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let url: string;
beforeAll(async () => {
  world = await createWorld();
  url = await world.api.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => await world[Symbol.asyncDispose]());

interface Stream {
  /** What came, as `topic id`; `topic *` where all of it changed. */
  readonly heard: string[];
  /** Resolves when the server ends it. */
  readonly over: Promise<void>;
  leave(): void;
}

const cookiesOf = ({ cookies }: Browser): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

/** Listens as the console does: over HTTP, with the cookie. */
async function listen(browser: Browser, headers: Record<string, string> = {}): Promise<Stream> {
  const leaving = new AbortController();
  const answer = await fetch(`${url}/trpc/live.changes`, {
    headers: { accept: 'text/event-stream', cookie: cookiesOf(browser), 'sec-fetch-site': 'same-origin', ...headers },
    signal: leaving.signal,
  });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  const heard: string[] = [];
  const read = async () => {
    let text = '';
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        const data = /^data: (\{"topic".*\})$/m.exec(event)?.[1];
        if (!data || /^event:/m.test(event)) continue;
        const { topic, id = '*' } = JSON.parse(data) as { topic: string; id?: string };
        heard.push(`${topic} ${id}`);
      }
    }
  };
  return { heard, over: read().catch(() => {}), leave: () => leaving.abort() };
}

const all = ['leads *', 'tasks *', 'campaigns *'];
/** What a stream hears after its beginning. */
const news = ({ heard }: Stream): string[] => heard.filter((line) => !line.endsWith('*'));
const publish = async () => await publishEvents(world.db, []);

test('a page is told about the task that was opened for its team, its lead and its campaign, and another team’s page about the campaign', async () => {
  const sam = await world.rep('sdr', 'Sam Listener');
  const olga = await world.rep('salesperson', 'Olga Listener', 'deal-team');
  const streams = {
    rep: await listen(await signIn(world, { repId: sam })),
    other: await listen(await signIn(world, { repId: olga })),
    marketer: await listen(await signIn(world, 'marketer')),
  };
  // The first one hears it again when this process has begun to look.
  await expect.poll(() => streams.rep.heard).toEqual([...all, ...all]);
  const leadId = await world.enrolled('live@pier7.example');
  const taskId = await world.task(leadId, sam);
  const { campaignId } = await world.db
    .selectFrom('enrolments')
    .select('campaignId')
    .where('leadId', '=', leadId)
    .executeTakeFirstOrThrow();
  await publish();
  const everything = [`campaigns ${campaignId}`, `leads ${leadId}`, `tasks ${taskId}`];
  await expect.poll(() => news(streams.rep).toSorted()).toEqual(everything);
  await expect.poll(() => news(streams.marketer).toSorted()).toEqual(everything);
  await expect.poll(() => news(streams.other)).toEqual([`campaigns ${campaignId}`]);
  for (const stream of Object.values(streams)) stream.leave();
});

test('a stream ends when its session does, within two seconds', async () => {
  const browser = await signIn(world, 'marketer');
  const stream = await listen(browser);
  await expect.poll(() => stream.heard.length).toBeGreaterThan(0);
  const { items } = await world.as('admin').sessions.list();
  const began = performance.now();
  await endSession(world.db, items[0]!.id);
  await stream.over;
  expect(performance.now() - began).toBeLessThan(3_000);
});

test('a stream needs a session, and a page of ours', async () => {
  const key = await fetch(`${url}/trpc/live.changes`, {
    headers: { ...(await world.key('marketer')), accept: 'text/event-stream' },
  });
  expect(await key.text()).toContain('noSession');
  const browser = await signIn(world, 'marketer');
  const other = await fetch(`${url}/trpc/live.changes`, {
    headers: { accept: 'text/event-stream', cookie: cookiesOf(browser), 'sec-fetch-site': 'cross-site' },
  });
  expect([other.status, await other.text()]).toEqual([403, expect.stringContaining('otherSite')]);
});

test('a session has twenty streams at most, and one that is left makes room', async () => {
  const browser = await signIn(world, 'marketer');
  const streams = await Promise.all(Array.from({ length: 20 }, () => listen(browser)));
  const refused = await listen(browser);
  await refused.over;
  expect(refused.heard).toEqual([]);
  streams[0]!.leave();
  await expect
    .poll(async () => {
      const again = await listen(browser);
      const isIn = await Promise.race([again.over.then(() => false), sleep(300, true)]);
      again.leave();
      return isIn;
    })
    .toBe(true);
  for (const stream of streams) stream.leave();
});

test('two hundred listeners are told about a change within two seconds', async () => {
  const browsers = await Promise.all(Array.from({ length: 20 }, () => signIn(world, 'manager')));
  const marketers = await Promise.all(Array.from({ length: 20 }, () => signIn(world, 'marketer')));
  const streams = await Promise.all(
    [...browsers, ...marketers].flatMap((browser) => Array.from({ length: 5 }, () => listen(browser))),
  );
  expect(streams).toHaveLength(200);
  await expect.poll(() => streams.filter(({ heard }) => heard.length >= 3).length).toBe(200);
  const leadId = await world.enrolled('many@pier7.example');
  const listening = streams.slice(100);
  const began = performance.now();
  await publish();
  await expect
    .poll(() => listening.filter((stream) => news(stream).includes(`leads ${leadId}`)).length, { timeout: 5_000, interval: 20 })
    .toBe(100);
  expect(performance.now() - began).toBeLessThan(3_000);
  for (const stream of streams) stream.leave();
});

test('a slow reader costs little: its backlog is a set of ids, or, beyond two hundred, the message that everything changed', async () => {
  const { Listener } = await import('../../api/live/listener.ts');
  const listener = new Listener('slow');
  const change = (n: number) => ({ seq: `${n}`, leadId: `lead ${n % 250}`, taskId: 'one task', campaignIds: [], teamIds: [] });
  const changes = listener.changes();
  const read = async (count: number) => await Array.fromAsync({ length: count }, async () => (await changes.next()).value);
  expect(await read(3)).toEqual([{ topic: 'leads' }, { topic: 'tasks' }, { topic: 'campaigns' }]);
  for (let n = 0; n < 100_000; n++) listener.hear({ role: 'marketer', teamId: null }, change(n));
  expect(await read(2)).toEqual([{ topic: 'leads' }, { topic: 'tasks', id: 'one task' }]);
  listener.end();
  expect(await changes.next()).toEqual({ done: true, value: undefined });
});

test('an API that stops ends its streams at once', async () => {
  const { createApi } = await import('../../api/server.ts');
  const api = await createApi(world.deps);
  await api.listen({ host: '127.0.0.1', port: 0 });
  const port = (api.server.address() as AddressInfo).port;
  const browser = await signIn(world, 'marketer');
  const answer = await fetch(`http://127.0.0.1:${port}/trpc/live.changes`, {
    headers: { accept: 'text/event-stream', cookie: cookiesOf(browser), 'sec-fetch-site': 'same-origin' },
  });
  const read = answer.text().catch(() => '');
  const began = performance.now();
  await api.close();
  expect(performance.now() - began).toBeLessThan(2_000);
  await read;
});
