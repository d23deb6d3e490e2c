import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR } from '../../domain/time/duration.ts';
import { nightly } from '../../services/intake/nightly.ts';
import { createAlerts } from '../../worker/alerts.ts';
import { publish } from '../../worker/deliver-events.ts';
import { createWorld, sending, type World } from './world.ts';

let world: World;
beforeEach(async () => void (world = await createWorld()));
afterEach(async () => await world[Symbol.asyncDispose]());

/** Three in the morning in Berlin. */
const NIGHT = Date.parse('2026-03-11T02:00:00Z');
const runs = async (at: number) => await nightly(world.db, world.deps.policy, v7, { at, zone: 'Europe/Berlin' });
const nights = async () => (await world.as('admin').audit.list({ action: 'intake.nightly' })).items.map(({ detail }) => detail);
async function alerts() {
  const { db, links, deps } = world;
  const alerting = createAlerts({
    db,
    links,
    log: deps.log,
    policy: deps.policy,
    clock: deps.clock,
    mailer: world.mail,
    settings: sending,
  });
  await publish(db, {});
  while ((await alerting.tick()) > 0);
}
async function text() {
  const row = {
    id: v7(),
    channel: 'sms',
    address: '491511',
    body: 'Call me',
    receivedAt: new Date(world.now),
    state: 'waiting',
  } as const;
  await world.db.insertInto('incomingTexts').values(row).execute();
  return row.id;
}

test('each night, leads without an owner are given to a rep, once, and the audit log records it', async () => {
  const leadId = await world.lead('ann@pier7.example');
  const act = {
    id: v7(),
    leadId,
    kind: 'downloaded',
    at: new Date(world.now),
    source: 'crm',
    verdict: 'human',
    human: true,
  } as const;
  await world.db.insertInto('engagements').values(act).execute();
  await world.rep('sdr', 'Sam');
  await runs(NIGHT - 4 * HOUR);
  expect(await nights()).toEqual([]);
  await runs(NIGHT);
  await runs(NIGHT + HOUR);
  expect(await nights()).toMatchObject([{ attended: 1, left: 0 }]);
  expect(await world.db.selectFrom('tasks').select('leadId').execute()).toEqual([{ leadId }]);
});

test('in the morning, managers are told what a person must decide about, unless somebody has decided', async () => {
  await world.rep('manager', 'Mia');
  await world.rep('sdr', 'Sam');
  const id = await text();
  await runs(NIGHT);
  world.now = NIGHT;
  await alerts();
  expect(world.mail.mails).toEqual([]);
  world.now = NIGHT + 8 * HOUR;
  await alerts();
  expect(world.mail.mails).toMatchObject([
    {
      to: { address: 'mia@ours.example' },
      subject: 'Without an owner: 1',
      text: expect.stringMatching(/^1 × sent a text from a number that no lead has\n\nops\.unattended lists them/),
    },
  ]);
  await runs(NIGHT + 24 * HOUR);
  await world.as('marketer').texts.dismiss({ id });
  world.now = NIGHT + 32 * HOUR;
  await alerts();
  expect(world.mail.mails).toHaveLength(1);
  expect(await world.db.selectFrom('alerts').select(['kind', 'state', 'reason']).orderBy('at').execute()).toEqual([
    { kind: 'unattended', state: 'accepted', reason: null },
    { kind: 'unattended', state: 'never', reason: 'nothingToSay' },
  ]);
});
