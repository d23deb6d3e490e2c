import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Person } from '../support/person.ts';
import { confirms } from '../support/confirms.ts';
import { startServers, type Servers } from './support/servers.ts';
import { until } from './support/until.ts';
import { beginWorld, type RealWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 180_000 });

let servers: Servers;
beforeAll(async () => void (servers = await startServers()));
afterEach(() => servers.stack.temporal.start());
afterAll(() => servers[Symbol.asyncDispose]());

const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
const form = { ...browser, 'content-type': 'application/x-www-form-urlencoded' };

/** Whom a message waits for. */
async function waiting({ db }: RealWorld): Promise<string[]> {
  const rows = await db.selectFrom('outbox').select('leadId').distinct().where('state', '=', 'waiting').execute();
  return rows.map(({ leadId }) => leadId);
}

test('acts of leads while Temporal is down are answered, saved, and handled afterwards', async () => {
  await using world = await beginWorld(servers, { day: '6m' });
  const [ann, ben, cleo, dan] = (await Promise.all(
    ['ann', 'ben', 'cleo', 'dan'].map((name) => world.lead({ email: `${name}@${name}.example` })),
  )) as [Person, Person, Person, Person];
  for (const lead of [ann, ben, cleo, dan]) await lead.gets('guide');

  await servers.stack.temporal.stop();
  await ann.clicks('guide', 'guide');
  await ben.unsubscribes();
  const asks = await world.request(`${world.apiUrl}/f/demo`, {
    method: 'POST',
    headers: form,
    body: new URLSearchParams({ email: cleo.email }).toString(),
  });
  expect(asks.statusCode).toBeLessThan(400);
  await confirms(world, cleo.email);
  expect(await world.request(dan.mails[0]!.links['guide']!, { method: 'GET', headers: browser })).toEqual({ statusCode: 302 });
  const late = await world.lead({ email: 'eve@eve.example' });
  const all = [ann, ben, cleo, dan, late].map(({ id }) => id);
  expect((await waiting(world)).toSorted()).toEqual(all.toSorted());
  const status = await world.as('marketer').leads.status({ leadId: ann.id });
  expect(status.running).toBe('unavailable');

  await servers.stack.temporal.start();
  await world.eventually('a click counts', async () => (await ann.track()) === 'connect');
  await world.eventually('another click counts', async () => (await dan.track()) === 'connect');
  await ben.becomes('archived');
  await cleo.isHeldBy('sdr-team');
  await late.gets('guide');
  await world.eventually('nothing waits', async () => (await waiting(world)).length === 0);
  const undeliverable = await world.db.selectFrom('outbox').selectAll().where('state', '=', 'undeliverable').execute();
  expect(undeliverable).toEqual([]);
});

test('a Postgres that restarts in the middle of a run loses nothing and duplicates nothing', async () => {
  await using world = await beginWorld(servers, { day: '4s', leaseSeconds: 8 });
  const { stack } = servers;
  const people = await Promise.all(Array.from({ length: 24 }, (_, n) => world.lead({ email: `lead@firm-${n}.example` })));
  const mailsOf = (person: Person) => stack.inbox!.messages({ to: person.email });
  await until('a third is mailed', () => people.filter((one) => mailsOf(one).length > 0).length >= 8);

  const clicking = people.slice(0, 8).map(async (person) => {
    await world.eventually('its mail has come', async () => person.mails.length > 0);
    // As a reader does who gets an error page.
    await until('the click is answered', async () => (await clicked(world, person)) === 302);
  });
  await stack.postgres.restart();
  await Promise.all(clicking);
  await stack.postgres.restart();

  for (const person of people) await person.gets('guide');
  for (const person of people.slice(0, 8)) await person.gets('customer-story');
  const sent = await world.db
    .selectFrom('touches')
    .select(['leadId', 'content', 'messageId', 'state'])
    .where('sentAt', 'is not', null)
    .execute();
  const arrived = people.flatMap(mailsOf).map(({ messageId }) => messageId);
  expect(new Set(arrived).size).toBe(arrived.length);
  expect(new Set(sent.map(({ leadId, content }) => `${leadId} ${content}`)).size).toBe(sent.length);
  const accepted = sent.filter(({ state }) => state === 'accepted').map(({ messageId }) => messageId);
  expect(arrived).toEqual(expect.arrayContaining(accepted));
});

async function clicked(world: RealWorld, person: Person): Promise<number> {
  const url = person.mails[0]!.links['guide']!;
  const answer = await world
    .request(url, { method: 'GET', headers: { ...browser, 'x-request-id': randomUUID() } })
    .catch(() => undefined);
  return answer?.statusCode ?? 0;
}
