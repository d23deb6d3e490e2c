import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { worstMails } from '../../bench/worst-mails.ts';
import { createApi } from '../../api/server.ts';
import { createWorld, type World } from '../api/world.ts';

let world: World;
let api: Awaited<ReturnType<typeof createApi>>;
let url: string;
beforeAll(async () => {
  world = await createWorld();
  api = await createApi(world.deps);
  await api.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(api.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await api.close();
  await world[Symbol.asyncDispose]();
});

const MOST = 250;

/** The median of how long the API takes to answer while something is going on: a machine that is busy makes some of them late. */
async function answersDuring(work: Promise<unknown>): Promise<number> {
  let isDone = false;
  void work.finally(() => (isDone = true));
  const waits: number[] = [];
  while (!isDone) {
    const began = performance.now();
    await fetch(`${url}/health`);
    waits.push(performance.now() - began);
    await sleep(20);
  }
  await work;
  return waits.toSorted((a, b) => a - b)[waits.length >> 1] ?? 0;
}

test('health answers while the worst emails are read', { timeout: 120_000 }, async () => {
  const headers = { ...(await world.key('intake')), 'content-type': 'message/rfc822' };
  const names = ['nested tags', 'unclosed tags', 'recipients', 'a delivery report', 'line ends'];
  const sent = Promise.all(
    names.map(async (name) => await fetch(`${url}/webhooks/mail`, { method: 'POST', headers, body: worstMails[name]! })),
  );
  expect(await answersDuring(sent)).toBeLessThan(MOST);
  expect((await sent).map(({ status }) => status)).toEqual(names.map(() => 200));
});

const columns = Array.from({ length: 199 }, (_, n) => `field ${n}`).join();
const files = {
  'of 200 columns': `email,${columns}\n${`x${',0123456789'.repeat(199)}\n`.repeat(6_000)}`,
  'of long cells': `email,name\n${`x,"${'@ '.repeat(40_000)}"\n`.repeat(150)}`,
  'of short rows': `email,name\n${'x,y\n'.repeat(100_000)}`,
};

test.each(Object.entries(files))('health answers while a file %s is read', { timeout: 180_000 }, async (_, body) => {
  const headers = { ...(await world.key('intake')), 'content-type': 'text/csv' };
  const sent = fetch(`${url}/imports?source=x&consentBasis=none&dryRun=1`, { method: 'POST', headers, body });
  expect(await answersDuring(sent)).toBeLessThan(MOST);
  expect((await sent).status).toBe(200);
});
