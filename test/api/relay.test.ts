import { v7 } from 'uuid';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LeadBusy, LeadFull } from '../../engine/engine.ts';
import { saveAnswer } from '../../api/pages/save-answer.ts';
import { optOut } from '../../services/contact/opt-out.ts';
import { claimWaiting, enqueue } from '../../db/system/outbox.ts';
import { touchOfLink, type LinkedTouch } from '../../db/touches/touch-of-link.ts';
import type { Engaged, OutboxMessage } from '../../domain/lead/messages.ts';
import { factsAtStart } from '../../worker/facts-at-start.ts';
import { createRelay, runRelay } from '../../worker/relay.ts';
import { app } from '../support/app.ts';
import { counted } from '../touch/statements.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => await world[Symbol.asyncDispose]());

const log = pino({ level: 'silent' });
const clicked = (): Engaged => ({ id: v7(), kind: 'clicked', at: NOON });
async function say(leadId: string, payload = clicked()) {
  const message: OutboxMessage = { type: 'signal', name: 'engaged', payload };
  await enqueue(world.db, [{ id: v7(), leadId, message, at: NOON }]);
  return payload.id;
}
const launch = (leadIds: readonly string[]) =>
  world.as('marketer').campaigns.launch({ name: 'Spring', program: 'newcomers', audience: { leadIds: [...leadIds] } });
const heardBy = (leadId: string) => world.engine.heard.filter((one) => one.leadId === leadId).map(({ payload }) => payload.id);
const rows = async () =>
  await world.db.selectFrom('outbox').select(['state', 'attempts', 'error', 'realNextAt']).orderBy('id').execute();

test("a lead's messages arrive in order, and other leads do not wait", async () => {
  const [ann, bob] = [await world.enrolled('a@one.example'), await world.enrolled('b@two.example')];
  const said = { ann: [await say(ann), await say(ann), await say(ann)], bob: [await say(bob), await say(bob)] };
  const relay = createRelay({ db: world.db, engine: world.engine, log });
  expect(await relay.tick(NOON)).toBe(2);
  expect(await relay.tick(NOON)).toBe(2);
  expect(await relay.tick(NOON)).toBe(1);
  expect(await relay.tick(NOON)).toBe(0);
  expect(heardBy(ann)).toEqual(said.ann);
  expect(heardBy(bob)).toEqual(said.bob);
});

test('what can not be delivered is tried again, later and later, and holds up what comes after it for this lead only', async () => {
  const [ann, bob] = [await world.enrolled('a@one.example'), await world.enrolled('b@two.example')];
  world.engine.isDown = true;
  const first = await say(ann);
  const relay = createRelay({ db: world.db, engine: world.engine, log });
  await relay.tick(NOON);
  expect((await rows()).at(-1)).toMatchObject({
    state: 'waiting',
    attempts: 1,
    error: 'EngineUnavailable',
    realNextAt: new Date(NOON + 200),
  });
  expect(await relay.tick(NOON + 100)).toBe(0);
  await relay.tick(NOON + 200);
  expect((await rows()).at(-1)).toMatchObject({ attempts: 2, realNextAt: new Date(NOON + 600) });
  world.engine.isDown = false;
  const second = await say(ann);
  const other = await say(bob);
  await relay.tick(NOON + 300);
  expect([heardBy(ann), heardBy(bob)]).toEqual([[], [other]]);
  while ((await relay.tick(NOON + 10_000)) > 0);
  expect(heardBy(ann)).toEqual([first, second]);
});

test('a message to a lead that has ended is marked, and goes nowhere', async () => {
  const ann = await world.enrolled('a@one.example');
  world.engine.end(ann);
  await say(ann);
  await world.relay();
  expect((await rows()).at(-1)).toMatchObject({ state: 'undeliverable', error: 'LeadNotRunning' });
});

test('two relays at the same time deliver nothing twice', async () => {
  const leads = await Promise.all(Array.from({ length: 30 }, async (_, n) => await world.lead(`p${n}@many.example`)));
  await world.as('marketer').campaigns.launch({ name: 'Many', program: 'newcomers', audience: { leadIds: leads } });
  const claims = await Promise.all(
    [1, 2, 3].map(async () => await claimWaiting(world.db, { realNow: NOON, leaseUntil: NOON + 1_000, most: 20 })),
  );
  const ids = claims.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a message whose relay died is delivered by the next, when its lease has run out', async () => {
  const ann = await world.enrolled('a@one.example');
  const id = await say(ann);
  await claimWaiting(world.db, { realNow: NOON, leaseUntil: NOON + 30_000, most: 10 });
  const relay = createRelay({ db: world.db, engine: world.engine, log });
  expect(await relay.tick(NOON + 29_999)).toBe(0);
  expect(await relay.tick(NOON + 30_000)).toBe(1);
  expect(heardBy(ann)).toEqual([id]);
});

test('an enrolment waits while the last one of the lead is still ending', async () => {
  const ann = await world.lead('a@one.example');
  await world.as('marketer').campaigns.launch({ name: 'Spring', program: 'newcomers', audience: { leadIds: [ann] } });
  let isBusy = true;
  const enrol = world.engine.enrol.bind(world.engine);
  world.engine.enrol = async (enrolment) => {
    if (isBusy) throw new LeadBusy(enrolment.leadId);
    return await enrol(enrolment);
  };
  const relay = createRelay({ db: world.db, engine: world.engine, log });
  await relay.tick(NOON);
  expect((await rows()).at(-1)).toMatchObject({ state: 'waiting', error: 'LeadBusy' });
  isBusy = false;
  await relay.tick(NOON + 1_000);
  expect(world.engine.enrolments.map(({ leadId }) => leadId)).toEqual([ann]);
});

test('the running relay delivers within moments, survives a slow lead, and ends when it is told to', async () => {
  const [slow, quick] = [await world.enrolled('slow@one.example'), await world.enrolled('quick@two.example')];
  const signal = world.engine.signal.bind(world.engine);
  const release = Promise.withResolvers<void>();
  world.engine.signal = async (leadId, name, payload) => {
    if (leadId === slow) await release.promise;
    await signal(leadId, name, payload);
  };
  const ending = new AbortController();
  const running = runRelay({ db: world.db, engine: world.engine, log, realNow: Date.now }, { signal: ending.signal });
  await say(slow);
  await sleep(150);
  const id = await say(quick);
  for (let n = 0; n < 40 && heardBy(quick).length === 0; n++) await sleep(50);
  expect(heardBy(quick)).toEqual([id]);
  expect(heardBy(slow)).toEqual([]);
  ending.abort();
  release.resolve();
  await running;
  expect(heardBy(slow)).toHaveLength(1);
});

const leave = async (leadId: string, message: object) =>
  await enqueue(world.db, [{ id: v7(), leadId, message: message as OutboxMessage, at: NOON }]);

test.each([
  ['type', { type: 'wish', wish: { id: 'x' } }],
  ['signal', { type: 'signal', name: 'sang', payload: { id: 'x' } }],
  ['update', { type: 'update', name: 'constructor', payload: { id: 'x' } }],
])('a message of a %s that only a newer version knows waits for it, is listed, and is told', async (_, message) => {
  const ann = await world.enrolled('a@one.example');
  await leave(ann, message);
  const relay = createRelay({ db: world.db, engine: world.engine, log });
  await relay.tick(NOON);
  expect((await rows()).at(-1)).toMatchObject({ state: 'waiting', error: 'MessageUnknown', realNextAt: new Date(NOON + 60_000) });
  expect(await world.as('admin').ops.outbox()).toMatchObject([{ state: 'waiting', error: 'MessageUnknown', count: 1 }]);
  expect((await world.as('admin').ops.health()).parts['outbox']).toMatchObject({ state: 'notUnderstood' });
  // What a newer relay knows.
  await world.db
    .updateTable('outbox')
    .set({ message: JSON.stringify({ type: 'signal', name: 'engaged', payload: clicked() }) })
    .where('state', '=', 'waiting')
    .execute();
  while ((await relay.tick(NOON + 60_000)) > 0);
  expect((await rows()).at(-1)).toMatchObject({ state: 'delivered' });
  expect(heardBy(ann)).toHaveLength(1);
});

test('a lead whose run can accept no more messages is retried now and then, and never given up', async () => {
  const ann = await world.enrolled('a@one.example');
  const id = await say(ann);
  const signal = world.engine.signal.bind(world.engine);
  world.engine.signal = () => Promise.reject(new LeadFull(ann));
  const relay = createRelay({ db: world.db, engine: world.engine, log });
  await relay.tick(NOON);
  expect((await rows()).at(-1)).toMatchObject({ state: 'waiting', error: 'LeadFull', realNextAt: new Date(NOON + 60_000) });
  world.engine.signal = signal;
  await relay.tick(NOON + 60_000);
  expect(heardBy(ann)).toEqual([id]);
});

test('during a long outage the relay retries every few minutes, and afterwards delivers everything at once', async () => {
  const leads = [
    await world.enrolled('a@one.example'),
    await world.enrolled('b@two.example'),
    await world.enrolled('c@three.example'),
  ];
  world.engine.isDown = true;
  for (const lead of leads) await say(lead);
  const relay = createRelay({ db: world.db, engine: world.engine, log });
  const anHour = 60 * 60_000;
  let tries = 0;
  for (let t = 0; t < anHour; t += 10_000) tries += await relay.tick(NOON + t);
  expect(tries / leads.length).toBeLessThan(30);
  expect((await rows()).filter(({ state }) => state === 'waiting')).toHaveLength(3);
  world.engine.isDown = false;
  await world.db
    .updateTable('outbox')
    .set({ realNextAt: null })
    .where('leadId', '=', leads[0]!)
    .where('state', '=', 'waiting')
    .execute();
  while ((await relay.tick(NOON + anHour)) > 0);
  expect(leads.map(heardBy).every((heard) => heard.length === 1)).toBe(true);
});

/** What a lead heard: what they did, and why its channels were closed or opened. */
const storyOf = (leadId: string) =>
  world.engine.heard
    .filter((one) => one.leadId === leadId)
    .map(({ payload }) => ('kind' in payload ? payload.kind : 'because' in payload ? `because: ${String(payload.because)}` : ''));

test('messages about consent overtake all other waiting messages', async () => {
  const [ann, bob] = [await world.enrolled('a@one.example'), await world.enrolled('b@two.example')];
  for (let n = 0; n < 50; n++) await say(bob);
  for (let n = 0; n < 2; n++) await say(ann);
  const closes = { leadId: ann, channel: 'email' } as const;
  await world.as('marketer').contact.close({ ...closes, reason: 'unsubscribed' });
  await world.as('marketer').contact.close({ ...closes, reason: 'legal' });
  const relay = createRelay({ db: world.db, engine: world.engine, log }, { atOnce: 1 });
  await relay.tick(NOON);
  expect(storyOf(ann)).toEqual(['because: unsubscribed']);
  while ((await relay.tick(NOON)) > 0);
  expect(storyOf(ann)).toEqual(['because: unsubscribed', 'because: legal', 'clicked', 'clicked']);
});

test('what is said about consent waits for the start of the program that it is about', async () => {
  const ann = await world.lead('a@one.example');
  await world.as('marketer').campaigns.launch({ name: 'One', program: 'newcomers', audience: { leadIds: [ann] } });
  await world.as('marketer').contact.close({ leadId: ann, channel: 'email', reason: 'unsubscribed' });
  const relay = createRelay({ db: world.db, engine: world.engine, log });
  await relay.tick(NOON);
  expect(storyOf(ann)).toEqual([]);
  await relay.tick(NOON);
  expect(storyOf(ann)).toEqual(['because: unsubscribed']);
});

const ACTS: Record<string, { does: (touch: LinkedTouch) => Promise<unknown>; heard: string[] }> = {
  'an unsubscribe': {
    does: async ({ key, leadId }) => {
      const how = { leadId, source: 'link', touchKey: key };
      await world.db.transaction().execute((trx) => optOut(trx, world.deps.policy, world.deps.newId, how, NOON));
    },
    heard: ['unsubscribed', 'because: unsubscribed'],
  },
  'an answer that closes': {
    does: (touch) => saveAnswer(world.deps, touch, 'notRelevant', undefined),
    heard: ['answered', 'because: notRelevant'],
  },
  'an answer that opens again': {
    does: async (touch) => {
      await saveAnswer(world.deps, touch, 'pause', undefined);
      await saveAnswer(world.deps, touch, 'resume', undefined);
    },
    heard: ['answered', 'because: paused', 'answered', 'because: resumed'],
  },
  'a row of a file that says no twice': {
    does: async () => {
      const lead = { email: 'a@one.example', optedOut: 'yes', consentBasis: 'no' };
      await world.as('intake').leads.add({ lead, source: 'file', consentBasis: 'none' });
    },
    heard: ['unsubscribed', 'because: unsubscribed', 'because: consentWithdrawn'],
  },
};

test.for(Object.entries(ACTS))(
  '%s arrives before the messages about what it closes or opens, and both before all others',
  async ([, act]) => {
    const ann = await world.enrolled('a@one.example');
    await world.relay();
    const key = await world.touch(ann);
    await say(ann);
    await act.does((await touchOfLink(world.db, key))!);
    const relay = createRelay({ db: world.db, engine: world.engine, log }, { atOnce: 1 });
    for (const [n] of act.heard.entries()) {
      await relay.tick(NOON);
      expect(storyOf(ann)).toEqual(act.heard.slice(0, n + 1));
    }
    await relay.tick(NOON);
    expect(storyOf(ann)).toEqual([...act.heard, 'clicked']);
  },
);

test('leads that begin a track at once are started with their facts, which one round trip loads for all of them', async () => {
  const programs = { newcomers: { ...app.programs['newcomers']!, gate: false } };
  const clock = { spec: { origin: 0, realOrigin: 0, speed: 1 }, now: () => NOON };
  const asking = counted(world.db);
  const factsOf = factsAtStart({ ...app, db: asking.db, clock, programs });
  const relay = createRelay({ db: world.db, engine: world.engine, log, factsOf });
  const leads = [await world.lead('a@one.example'), await world.lead('b@two.example')];
  await launch(leads);
  await relay.tick(NOON);
  expect(asking.count()).toBe(1);
  for (const leadId of leads)
    expect(world.engine.enrolments.find((start) => start.leadId === leadId)).toMatchObject({ facts: { asOf: NOON } });
});

test('leads whose facts can not be loaded are started without them', async () => {
  const factsOf = () => Promise.reject(new Error('gone'));
  const relay = createRelay({ db: world.db, engine: world.engine, log, factsOf });
  const leadId = await world.lead('a@one.example');
  await launch([leadId]);
  await relay.tick(NOON);
  expect(world.engine.enrolments.find((start) => start.leadId === leadId)).toMatchObject({ facts: undefined });
});
