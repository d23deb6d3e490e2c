import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Person } from '../support/person.ts';
import { startServers, type Servers } from './support/servers.ts';
import { lockTable } from './support/table-lock.ts';
import { until } from './support/until.ts';
import { beginWorld, type RealWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 180_000 });

let servers: Servers;
beforeAll(async () => void (servers = await startServers()));
afterAll(() => servers[Symbol.asyncDispose]());

const LEASE = 6;
const doors = ['api', 'relay'] as const;

const touchOf = async ({ db }: RealWorld, { id }: Person) =>
  await db.selectFrom('touches').selectAll().where('leadId', '=', id).executeTakeFirst();
const mailsTo = ({ email }: Person) => servers.stack.inbox!.messages({ to: email });
const campaignOf = async ({ db }: RealWorld): Promise<string> =>
  (await db.selectFrom('campaigns').select('id').executeTakeFirstOrThrow()).id;

test('an email that was claimed when its campaign is paused does not go out, even if its worker is killed; after the resume, it goes out once', async () => {
  await using world = await beginWorld(servers, { parts: doors, leaseSeconds: LEASE });
  await using first = await world.worker();
  await using lock = await lockTable(world.settings.databaseUrl, 'send_rates');
  const ann = await world.lead({ email: 'ann@paused.example' });
  await until('the fence is reached', async () => (await lock.waiting()) === 1);
  const campaignId = await campaignOf(world);
  const { campaigns } = world.as('marketer');
  await campaigns.pause({ campaignId, because: 'a wrong price' });
  first.signal('SIGKILL');
  await first.exited;
  await lock.release();

  await using _second = await world.worker();
  await world.eventually(
    'the email waits for the campaign',
    async () => (await touchOf(world, ann))?.reason === 'campaignPaused',
  );
  expect(await touchOf(world, ann)).toMatchObject({ state: 'deferred', sentAt: null });
  expect(mailsTo(ann)).toHaveLength(0);
  await campaigns.resume({ campaignId });
  await ann.gets('guide');
  expect(mailsTo(ann)).toHaveLength(1);
});

test('a campaign that is stopped ends the workflows of its leads on the server', async () => {
  await using world = await beginWorld(servers);
  const ann = await world.lead({ email: 'ann@stopped.example' });
  await ann.gets('guide');
  const campaignId = await campaignOf(world);
  await world.as('marketer').campaigns.stop({ campaignId, because: 'the product is gone' });
  const handle = world.client.workflow.getHandle(`lead/${ann.id}`);
  await world.eventually('its workflow has ended', async () => (await handle.describe()).status.name === 'COMPLETED');
  expect(await handle.result()).toEqual({ stopped: true, because: 'campaignStopped' });
  expect(await ann.stage()).toBe('inquiry');
});

test('a single email whose worker is killed, that is paused and resumed, reaches nobody twice and everybody who is not in doubt', async () => {
  await using world = await beginWorld(servers, { parts: doors, leaseSeconds: LEASE });
  const people = await Promise.all(
    Array.from({ length: 60 }, (_, n) => Person.capture(world, { email: `p${n}@broadcast.example`, company: 'Broadcast' })),
  );
  await using first = await world.worker();
  const { campaigns } = world.as('marketer');
  const { campaignId } = await campaigns.launch({ name: 'News', email: 'news', everybody: true });
  await until('some have it', () => people.some((one) => mailsTo(one).length > 0));
  first.signal('SIGKILL');
  await first.exited;
  await campaigns.pause({ campaignId, because: 'the worker died' });
  const before = people.filter((one) => mailsTo(one).length > 0).length;
  expect(before).toBeLessThan(people.length);

  await using _second = await world.worker();
  await world.eventually('what was being sent is in doubt', async () => {
    const sending = await world.db.selectFrom('touches').select('key').where('state', '=', 'sending').execute();
    return sending.length === 0;
  });
  expect(people.filter((one) => mailsTo(one).length > 0).length).toBe(before);
  await campaigns.resume({ campaignId });
  await world.eventually('it is over', async () => (await campaigns.get({ campaignId })).state === 'ended');
  const touches = await world.db.selectFrom('touches').select(['leadId', 'state']).execute();
  expect(touches).toHaveLength(people.length);
  for (const one of people) {
    const { state } = touches.find(({ leadId }) => leadId === one.id)!;
    expect(mailsTo(one).length, `${one.email}: ${state}`).toBeLessThanOrEqual(1);
    if (state === 'accepted') expect(mailsTo(one)).toHaveLength(1);
    else expect(state).toBe('inDoubt');
  }
  expect(touches.filter(({ state }) => state === 'accepted').length).toBeGreaterThan(before - 20);
});
