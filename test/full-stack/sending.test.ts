import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../support/person.ts';
import { startServers, type Servers } from './support/servers.ts';
import { lockTable } from './support/table-lock.ts';
import { until } from './support/until.ts';
import type { WorkerProcess } from './support/worker-order.ts';
import { beginWorld, type RealWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 150_000 });

let servers: Servers;
beforeAll(async () => void (servers = await startServers()));
afterAll(() => servers[Symbol.asyncDispose]());

/** A worker that is gone for longer than this has lost its claim. Longer than mail servers are waited for, twice. */
const LEASE = 8;
const doors = ['api', 'relay'] as const;

const touchOf = async ({ db }: RealWorld, { id }: Person, content = 'guide') =>
  await db.selectFrom('touches').selectAll().where('leadId', '=', id).where('content', '=', content).executeTakeFirst();

const mailsTo = ({ email }: Person) => servers.stack.inbox!.messages({ to: email });
const arrivalFor = (email: string) =>
  servers.stack.inbox!.waitFor(({ envelope }) => envelope.to.includes(email), { timeoutMs: 60_000 });

/** Ends it as an operator does, who waits until it has done what it had begun. */
async function endsByItself(worker: WorkerProcess): Promise<void> {
  worker.signal('SIGTERM');
  expect(await worker.exited, await worker.output()).toEqual({ code: 0, signal: null });
}

test.concurrent('a worker that is killed after the final dot leaves the email in doubt: it is never sent twice, and the lead continues', async () => {
  await using world = await beginWorld(servers, { parts: doors, leaseSeconds: LEASE });
  const email = 'ann@killed.example';
  servers.treat(email, { afterDot: { delayMs: 10_000 } });
  await using first = await world.worker();
  const ann = await world.lead({ email });
  await arrivalFor(email);
  first.signal('SIGKILL');
  await first.exited;
  expect(await touchOf(world, ann)).toMatchObject({ state: 'sending' });

  servers.treat(email, {});
  await using second = await world.worker();
  await world.eventually('the touch is in doubt', async () => (await touchOf(world, ann))?.state === 'inDoubt');
  // Who reacts has got it.
  const { statusCode } = await world.request(ann.mails[0]!.links['guide']!, {
    method: 'GET',
    headers: { 'user-agent': 'Mozilla/5.0 (X11) Firefox/140.0' },
  });
  expect(statusCode).toBe(302);
  await world.eventually('the lead goes on', async () => (await ann.track()) === 'connect');
  expect(await touchOf(world, ann)).toMatchObject({ state: 'accepted' });
  await endsByItself(second);
  expect(mailsTo(ann)).toHaveLength(1);
});

test.concurrent('a worker that is suspended after the final dot, and resumes after another took over, sends once', async () => {
  await using world = await beginWorld(servers, { parts: doors, leaseSeconds: LEASE });
  const email = 'ann@suspended-after.example';
  servers.treat(email, { afterDot: { delayMs: 500 } });
  await using first = await world.worker();
  const ann = await world.lead({ email });
  await arrivalFor(email);
  first.signal('SIGSTOP');
  expect(await touchOf(world, ann)).toMatchObject({ state: 'sending' });

  await using second = await world.worker();
  await world.eventually('the touch is in doubt', async () => (await touchOf(world, ann))?.state === 'inDoubt');
  first.signal('SIGCONT');
  await endsByItself(first);
  await endsByItself(second);
  expect(mailsTo(ann)).toHaveLength(1);
  expect(['accepted', 'inDoubt']).toContain((await touchOf(world, ann))?.state);
});

test.concurrent('a worker that is suspended between fence and sending, and resumes after its lease, sends nothing', async () => {
  await using world = await beginWorld(servers, { parts: doors, leaseSeconds: LEASE });
  await using first = await world.worker();
  await using lock = await lockTable(world.settings.databaseUrl, 'send_rates');
  const ann = await world.lead({ email: 'ann@suspended-between.example' });
  await until('the fence is reached', async () => (await lock.waiting()) === 1);
  first.signal('SIGSTOP');
  await lock.release();
  await world.eventually('the fence is passed', async () => (await touchOf(world, ann))?.state === 'sending');

  await using second = await world.worker();
  await world.eventually('the touch is in doubt', async () => (await touchOf(world, ann))?.state === 'inDoubt');
  first.signal('SIGCONT');
  await endsByItself(first);
  await endsByItself(second);
  expect(mailsTo(ann)).toHaveLength(0);
  expect(await touchOf(world, ann)).toMatchObject({ state: 'inDoubt' });
});

test.concurrent('a worker that is suspended for a second between fence and sending sends nothing after an opt-out, although its lease holds', async () => {
  await using world = await beginWorld(servers, { parts: doors });
  await using worker = await world.worker();
  await using lock = await lockTable(world.settings.databaseUrl, 'send_rates');
  const ann = await world.lead({ email: 'ann@opts-out-meanwhile.example' });
  await until('the fence is reached', async () => (await lock.waiting()) === 1);
  worker.signal('SIGSTOP');
  await lock.release();
  await world.eventually('the fence is passed', async () => (await touchOf(world, ann))?.state === 'sending');
  await world.as('admin').contact.close({ leadId: ann.id, channel: 'email', reason: 'unsubscribed' });
  // The fence is the last look before the first byte. Its answer is believed for a second.
  await delay(1_000);
  worker.signal('SIGCONT');
  await world.eventually('the touch has an end', async () => (await touchOf(world, ann))?.state === 'never');
  await endsByItself(worker);
  expect(mailsTo(ann)).toHaveLength(0);
});

test.concurrent('a worker that is suspended before the fence, and resumes after another has sent, does not send', async () => {
  await using world = await beginWorld(servers, { parts: doors, leaseSeconds: LEASE });
  await using first = await world.worker();
  await using lock = await lockTable(world.settings.databaseUrl, 'content_versions');
  const ann = await world.lead({ email: 'ann@suspended-before.example' });
  await until('it comes to the fence', async () => (await lock.waiting()) === 1);
  first.signal('SIGSTOP');
  await lock.release();
  const { owner } = (await touchOf(world, ann))!;

  await using second = await world.worker();
  await ann.gets('guide');
  first.signal('SIGCONT');
  await endsByItself(first);
  await endsByItself(second);
  expect(mailsTo(ann)).toHaveLength(1);
  const touch = await touchOf(world, ann);
  expect(touch).toMatchObject({ state: 'accepted' });
  expect(touch?.owner).not.toBe(owner);
});

test.concurrent('somebody who opts out before the fence gets no email', async () => {
  await using world = await beginWorld(servers, { day: '4s' });
  const ann = await world.lead({ email: 'ann@leaves.example' });
  await ann.gets('guide');
  await using lock = await lockTable(world.settings.databaseUrl, 'content_versions');
  await ann.clicks('guide', 'guide');
  await until('the next mail comes to the fence', async () => (await lock.waiting()) === 1);
  await ann.unsubscribes();
  expect(await touchOf(world, ann, 'customer-story')).toMatchObject({ state: 'claimed' });
  await lock.release();
  await ann.becomes('archived');
  expect(await touchOf(world, ann, 'customer-story')).toMatchObject({ state: 'never', reason: 'unsubscribed', sentAt: null });
  expect(mailsTo(ann)).toHaveLength(1);
});

test.concurrent('a worker that is told to stop settles the email that it is sending', async () => {
  await using world = await beginWorld(servers, { parts: doors });
  const email = 'ann@stopping.example';
  servers.treat(email, { afterDot: { delayMs: 2_000 } });
  await using worker = await world.worker();
  const ann = await world.lead({ email });
  await arrivalFor(email);
  expect(await touchOf(world, ann)).toMatchObject({ state: 'sending' });
  await endsByItself(worker);
  expect(await touchOf(world, ann)).toMatchObject({ state: 'accepted' });

  // What the mail led to is known to whoever goes on.
  await world.start('worker');
  await ann.does('downloaded');
  await world.eventually('the lead goes on', async () => (await ann.track()) === 'connect');
  expect(mailsTo(ann)).toHaveLength(1);
});
