import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { expect, test } from 'vitest';
import type { Mailer } from '../../activities/touch/mailer.ts';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { enterSafeMode } from '../../db/system/pulse.ts';
import { createAlerts } from '../../worker/alerts.ts';
import { publish } from '../../worker/deliver-events.ts';
import { createWorld, type World } from '../api/world.ts';
import { scriptedServer } from './scripted-server.ts';

const LEASE = 0.3;
const sender = { name: 'Ours', address: 'hello@ours.example', domain: 'ours.example', postalAddress: 'Ours, 1 Quay Street' };

/** A worker that sends alerts. */
function worker({ deps: { db, clock, links, policy } }: World, mailer: Mailer, leaseSeconds = 30) {
  const settings = { publicUrl: '', sender, limits: { perSecond: 1e6, perDomainPerSecond: 1e6, leaseSeconds } };
  return createAlerts({ db, clock, links, policy, mailer, settings, log: pino({ level: 'silent' }) });
}

/** A call for Sam about Ann, and the alert about it. */
async function called(world: World): Promise<string> {
  const taskId = await world.task(await world.lead(), await world.rep('sdr', 'Sam Rivers'));
  await publish(world.db, {});
  return taskId;
}

async function statesOf({ db }: World): Promise<string[]> {
  const rows = await db.selectFrom('alerts').select(['kind', 'state', 'reason', 'smtpCode']).execute();
  return rows.map(({ kind, state, reason, smtpCode }) => [kind, state, reason, smtpCode].filter(Boolean).join(' '));
}

test('an alert goes through the email server, with the lead as the one to answer', async () => {
  await using world = await createWorld();
  await using server = await scriptedServer();
  await using mailer = await createSmtpMailer({ url: server.url });
  await called(world);
  await worker(world, mailer).tick();
  await worker(world, mailer).tick();
  expect(await statesOf(world)).toEqual(['opened accepted 250']);
  expect(server.taken).toHaveLength(1);
  expect(server.taken[0]).toMatch(/^Reply-To: <?ann@pier7\.example>?\r?$/m);
  expect(server.taken[0]).toMatch(/^To: .*sam\.rivers@ours\.example/m);
});

test('a task that is closed while the email server waits for the first byte causes no alert', async () => {
  await using world = await createWorld();
  await using server = await scriptedServer();
  await using mailer = await createSmtpMailer({ url: server.url });
  const taskId = await called(world);
  const closing: Mailer = {
    async send(email, deadline, mayGo) {
      await world.db.updateTable('tasks').set({ state: 'done' }).where('id', '=', taskId).execute();
      return await mailer.send(email, deadline, mayGo);
    },
  };
  await worker(world, closing).tick();
  expect(server.taken).toEqual([]);
  await sleep(1_000);
  await worker(world, mailer).tick();
  expect([await statesOf(world), server.taken]).toEqual([['opened never over'], []]);
});

test('an alert that waits at the email server does not go out once safe mode has begun', async () => {
  await using world = await createWorld();
  await using server = await scriptedServer();
  await using mailer = await createSmtpMailer({ url: server.url });
  await called(world);
  const stopping: Mailer = {
    async send(email, deadline, mayGo) {
      await enterSafeMode(world.db, 'temporalOlder', randomUUID());
      return await mailer.send(email, deadline, mayGo);
    },
  };
  await worker(world, stopping).tick();
  expect([await statesOf(world), server.taken]).toEqual([['opened waiting stopped'], []]);
});

test('a worker that dies while it sends: the alert is in doubt, and nobody gets it twice', async () => {
  await using world = await createWorld();
  await called(world);
  const died = Promise.withResolvers<void>();
  const dying: Mailer = {
    async send() {
      died.resolve();
      return await new Promise<never>(() => {});
    },
  };
  void worker(world, dying, LEASE).tick();
  await died.promise;
  await sleep(LEASE * 1000 + 100);
  await worker(world, world.mail).tick();
  await worker(world, world.mail).tick();
  expect([await statesOf(world), world.mail.to('sam.rivers@ours.example')]).toEqual([['opened inDoubt senderGone'], []]);
});

test('several simultaneous workers send each alert once', async () => {
  await using world = await createWorld();
  const sam = await world.rep('sdr', 'Sam Rivers');
  for (let n = 0; n < 30; n++) await world.task(await world.lead(`n${n}@pier${n}.example`), sam);
  await Promise.all([publish(world.db, {}), publish(world.db, {})]);
  const untilIdle = async (alerts: ReturnType<typeof worker>) => {
    while ((await alerts.tick()) > 0);
  };
  await Promise.all(Array.from({ length: 4 }, async () => await untilIdle(worker(world, world.mail))));
  expect(world.mail.to('sam.rivers@ours.example')).toHaveLength(30);
});
