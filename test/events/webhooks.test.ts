import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyOf, signedHeaders } from '../../sinks/standard-webhooks.ts';
import { slack } from '../../sinks/slack.ts';
import { webhook } from '../../sinks/webhook.ts';
import type { Sinks } from '../../sinks/sink.ts';
import { deliverTo, publish } from '../../worker/deliver-events.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import { httpServer, type Heard, type Reply } from '../support/http-server.ts';
import { createWorld, NOON } from '../api/world.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const works: Reply = { status: 200 };

test('a webhook is signed as Standard Webhooks says', () => {
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };
  expect(signedHeaders(message, [keyOf(secret)])).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

/** The API, a receiver, and sinks that post to it. */
async function withSinks(sinksAt: (url: string) => Sinks, reply: (request: Heard, nth: number) => Reply = () => works) {
  await using stack = new AsyncDisposableStack();
  const receiver = stack.use(await httpServer(reply));
  const world = stack.use(await createWorld());
  const sinks = sinksAt(receiver.url);
  Object.assign(world.deps.settings, { sinks });
  let now = Date.now();
  const deps = { db: world.db, sinks, policy: world.deps.policy, log: world.deps.log, realNow: () => now };
  const deliver = async () => {
    while ((await publish(world.db, sinks)) > 0);
    for (const [name, sink] of Object.entries(sinks)) while ((await deliverTo(deps, name, sink)) > 0);
  };
  const all = stack.move();
  return {
    ...world,
    receiver,
    deliver,
    letPass: (ms: number) => void (now += ms),
    heard: () => receiver.heard.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> }),
    [Symbol.asyncDispose]: async () => await all.disposeAsync(),
  };
}

test('a receiver gets what happens, once, with a signature that it can check, and nothing that says who the lead is', async () => {
  await using it = await withSinks((url) => ({ crm: webhook({ url, secret, events: ['lead.enrolled', 'campaign.launched'] }) }));
  const leadId = await it.enrolled('ann@pier7.example');
  await it.deliver();
  await it.deliver();
  expect(it.heard()).toEqual([
    {
      id: expect.stringMatching(/^evt_\d+$/),
      type: 'campaign.launched',
      timestamp: '2026-03-10T10:00:00.000Z',
      data: { campaignId: expect.any(String), name: 'Spring', program: 'newcomers' },
    },
    {
      id: expect.stringMatching(/^evt_\d+$/),
      type: 'lead.enrolled',
      timestamp: '2026-03-10T10:00:00.000Z',
      data: { leadId, campaign: 'Spring', program: 'newcomers' },
    },
  ]);
  for (const { headers, body } of it.receiver.heard) {
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(body).not.toContain('pier7');
  }
});

test('a receiver gets what the config names of the lead', async () => {
  await using it = await withSinks((url) => ({ crm: webhook({ url, secret, events: ['lead.enrolled'], lead: ['email'] }) }));
  await it.enrolled('ann@pier7.example');
  await it.deliver();
  expect(it.heard()[0]?.data['lead']).toEqual({ email: 'ann@pier7.example' });
});

test('a sink that is down gets everything later, in the order of each lead, and no other sink waits for it', async () => {
  let isUp = false;
  await using it = await withSinks(
    (url) => ({
      down: webhook({ url: `${url}/down`, secret, events: ['lead.enrolled', 'lead.optedOut'] }),
      up: { events: ['lead.enrolled', 'lead.optedOut'], deliver: async ({ type }) => void heardByUp.push(type) },
    }),
    () => (isUp ? works : { status: 503 }),
  );
  const heardByUp: string[] = [];
  const leadId = await it.enrolled();
  await it.deliver();
  await it.as('marketer').contact.close({ leadId, channel: 'email', reason: 'unsubscribed' });
  await it.deliver();
  expect(heardByUp).toEqual(['lead.enrolled', 'lead.optedOut']);
  expect(it.heard().map(({ type }) => type)).toEqual(['lead.enrolled']);
  const [waiting] = (await it.as('admin').events.deliveries({ sink: 'down', state: 'waiting' })).items;
  expect(waiting).toMatchObject({ type: 'lead.optedOut', attempts: 0 });
  isUp = true;
  it.letPass(MINUTE);
  await it.deliver();
  expect(it.heard().map(({ type }) => type)).toEqual(['lead.enrolled', 'lead.enrolled', 'lead.optedOut']);
  expect(new Set(it.receiver.heard.slice(0, 2).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});

test('an event that a sink refuses for days is given up, shows in health, and is sent again by replay', async () => {
  let isUp = false;
  await using it = await withSinks(
    (url) => ({ crm: webhook({ url, secret, events: ['lead.enrolled'] }) }),
    () => (isUp ? works : { status: 500 }),
  );
  await it.enrolled();
  for (let day = 0; day < 12; day++) {
    await it.deliver();
    it.letPass(24 * 60 * MINUTE);
  }
  const [dead] = (await it.as('admin').events.deliveries({ state: 'dead' })).items;
  expect(dead).toMatchObject({ sink: 'crm', type: 'lead.enrolled', attempts: 11, error: 'http-500' });
  expect((await it.as('admin').ops.health()).parts['sinks']).toMatchObject({ state: 'sinkFails' });
  isUp = true;
  const order = { sink: 'crm', id: dead!.id };
  await expect(it.as('admin').events.replay({ ...order, sink: 'crn' })).rejects.toThrow('There is no sink "crn"');
  expect(await it.as('admin').events.replay(order)).toMatchObject({ replayed: 1 });
  await it.deliver();
  expect(it.heard()).toHaveLength(12);
  expect((await it.as('admin').events.deliveries({ state: 'dead' })).items).toEqual([]);
});

test('a replay of a time sends a sink only what it listens to', async () => {
  await using it = await withSinks((url) => ({
    crm: webhook({ url, secret, events: ['lead.enrolled'] }),
    all: webhook({ url, secret }),
  }));
  const leadId = await it.enrolled();
  await it.as('marketer').contact.close({ leadId, channel: 'email', reason: 'unsubscribed' });
  await it.deliver();
  const { id } = (await it.as('admin').events.deliveries({ sink: 'all' })).items.find(({ type }) => type === 'lead.optedOut')!;
  const time = { from: NOON, to: NOON + 1 };
  expect(await it.as('admin').events.replay({ sink: 'crm', ...time })).toMatchObject({ replayed: 1 });
  expect((await it.as('admin').events.replay({ sink: 'all', ...time })).replayed).toBeGreaterThan(1);
  expect(await it.as('admin').events.replay({ sink: 'crm', id })).toMatchObject({ replayed: 1 });
});

test('a receiver that is gone is not asked again', async () => {
  await using it = await withSinks(
    (url) => ({ crm: webhook({ url, secret, events: ['lead.enrolled'] }) }),
    () => ({ status: 410 }),
  );
  await it.enrolled();
  await it.deliver();
  expect((await it.as('admin').events.deliveries({ state: 'dead' })).items).toMatchObject([{ attempts: 1, error: 'http-410' }]);
});

test('a polling system continues where it stopped', async () => {
  await using it = await withSinks(() => ({}));
  await it.enrolled('ann@pier7.example');
  await it.deliver();
  const types = ['lead.enrolled', 'campaign.launched'] as const;
  const first = await it.as('admin').events.since({ types: [...types] });
  expect(first.events.map(({ type }) => type)).toEqual(['campaign.launched', 'lead.enrolled']);
  await it.enrolled('ben@pier7.example');
  await it.deliver();
  const second = await it.as('admin').events.since({ cursor: first.cursor, types: [...types] });
  expect(second.events).toMatchObject([
    { type: 'lead.enrolled', at: new Date(NOON).toISOString(), text: 'is in the campaign "Spring"' },
  ]);
  expect(await it.as('admin').events.since({ cursor: second.cursor })).toEqual({ events: [], cursor: second.cursor });
});

test('Slack gets who, what and a link, and a name can’t mention everybody', async () => {
  await using it = await withSinks((url) => ({
    channel: slack({ url, events: ['lead.enrolled'], link: ({ id }) => `https://crm.example/${id}` }),
  }));
  const lead = { email: 'ann@pier7.example', firstName: 'Ann', lastName: 'Lee', company: 'Pier & *Co* <!channel>' };
  const { leadId } = await it.as('intake').leads.add({ lead, source: 'test', consentBasis: 'optIn' });
  await it.as('marketer').campaigns.launch({ name: 'Spring', program: 'newcomers', audience: { leadIds: [leadId] } });
  await it.deliver();
  const [{ text, blocks }] = it.heard() as unknown as [{ text: string; blocks: object[] }];
  expect(text).toBe('*Ann Lee (Pier &amp; *\u200BCo*\u200B &lt;!channel&gt;)* is in the campaign "Spring"');
  expect(blocks).toMatchObject([{ text: { text }, accessory: { url: `https://crm.example/${leadId}` } }]);
});

test('an address without TLS and a short secret are refused at once, and not quoted', () => {
  expect(() => webhook({ url: 'http://crm.example/x', secret })).toThrow('url: expected an address that begins with https://');
  expect(() => webhook({ url: 'https://crm.example/x', secret: 'whsec_c2hvcnQ=' })).toThrow(
    'secret: expected whsec_ and 24 to 64',
  );
  // @ts-expect-error no such event
  const wrong = () => slack({ url: 'https://hooks.slack.example', events: ['lead.born'] });
  expect(wrong).not.toThrow();
});
