import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pino from 'pino';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import type { Mailer } from '../../activities/touch/mailer.ts';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { createLinkSigner } from '../../content/link-signer.ts';
import { saveRequest } from '../../db/contact/confirmations.ts';
import type { Db } from '../../db/database.ts';
import { enterSafeMode } from '../../db/system/pulse.ts';
import { DAY } from '../../domain/time/duration.ts';
import { createRecordingMailer, type RecordingMailer } from '../../testing/recording-mailer.ts';
import { createConfirmations, type Confirmations } from '../../worker/confirmations.ts';
import { testDatabase } from '../../testing/database.ts';
import { scriptedServer } from './scripted-server.ts';
import { afterEach } from './statements.ts';

const TUESDAY = Date.parse('2026-03-10T10:00:00Z');
const LEASE_SECONDS = 30;
const forEver = new Promise<never>(() => {});

interface World extends AsyncDisposable {
  readonly db: Db;
  readonly kept: RecordingMailer;
  now: number;
  ask(email?: string): Promise<void>;
  /** A worker of its own. */
  sender(parts?: { db?: Db; mailer?: Mailer }): Confirmations;
  /** What became of the emails, in order. */
  emails(): Promise<string[]>;
}

async function begin(): Promise<World> {
  const database = await testDatabase();
  const { db } = database;
  const kept = createRecordingMailer();
  const clock = { spec: { origin: 0, realOrigin: 0, speed: 1 }, now: () => world.now };
  const links = createLinkSigner('a secret for tests, of 32 letters or more', 'https://go.example.com', clock);
  const sender = { name: 'Ours', address: 'hello@ours.example', domain: 'ours.example', postalAddress: 'Ours, 1 Quay Street' };
  const settings = { publicUrl: '', sender, limits: { perSecond: 1e6, perDomainPerSecond: 1e6, leaseSeconds: LEASE_SECONDS } };
  const world: World = {
    db,
    kept,
    now: TUESDAY,
    async ask(email = 'dee@dock.example') {
      const wording = { version: 'v1', body: 'I ask for a demo.' };
      const asked = { askedFor: 'for a demo', kind: null, basis: 'inquiry', wording, campaignId: null, page: null } as const;
      const request = {
        id: v7(),
        email,
        emailKey: email,
        source: 'form/demo',
        ...asked,
        claim: { fields: { firstName: 'Mallory' } },
      };
      await db.transaction().execute(async (trx) => await saveRequest(trx, request, {}, world.now));
    },
    sender: (parts) =>
      createConfirmations({ db, clock, links, mailer: kept, settings, log: pino({ level: 'silent' }), ...parts }),
    async emails() {
      const rows = await db.selectFrom('confirmationEmails').select(['nth', 'state', 'reason']).orderBy('nth').execute();
      return rows.map(({ nth, state, reason }) => [nth, state, reason].filter(Boolean).join(' '));
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
  return world;
}

const diesAfterStatement = (n: number) => async (world: World, died: () => void) => {
  const db = afterEach(world.db, (nth) => (nth === n ? (died(), forEver) : undefined));
  await world.sender({ db }).tick();
};

const diesSending = (delivered: boolean) => async (world: World, died: () => void) => {
  const mailer: Mailer = {
    async send(mail, deadline) {
      if (delivered) await world.kept.send(mail, deadline);
      died();
      return await forEver;
    },
  };
  await world.sender({ mailer }).tick();
};

test.concurrent.for([
  ['after the claim', diesAfterStatement(2), '1 accepted', 1],
  ['after it took its place in the rates', diesAfterStatement(3), '1 accepted', 1],
  ['after the fence', diesAfterStatement(4), '1 inDoubt senderGone', 0],
  ['before the mail server has it', diesSending(false), '1 inDoubt senderGone', 0],
  ['when the mail server has it', diesSending(true), '1 inDoubt senderGone', 1],
  ['before the first byte', diesAfterStatement(5), '1 inDoubt senderGone', 0],
  ['after it is settled', diesAfterStatement(6), '1 accepted', 1],
] as const)(
  'a worker that dies %s: nobody is asked twice, and the reminder still comes',
  async ([, dies, first, mails], { expect }) => {
    await using world = await begin();
    await world.ask();
    const died = Promise.withResolvers<void>();
    void dies(world, died.resolve);
    await died.promise;
    const other = world.sender();
    await other.tick();
    // The claims of the dead worker expire.
    await sql`update confirmation_emails set real_lease_until = clock_timestamp()`.execute(world.db);
    await other.tick();
    await other.tick();
    expect([await world.emails(), world.kept.mails.length]).toEqual([[first, '2 waiting'], mails]);
    world.now += 3 * DAY;
    await other.tick();
    expect([await world.emails(), world.kept.mails.length]).toEqual([[first, '2 accepted'], mails + 1]);
  },
);

test('several simultaneous workers ask each person once', async () => {
  await using world = await begin();
  for (let n = 0; n < 50; n++) await world.ask(`n${n}@pier${n}.example`);
  const workers = Array.from({ length: 5 }, () => world.sender());
  const untilIdle = async (worker: Confirmations) => {
    while ((await worker.tick()) > 0);
  };
  await Promise.all(workers.map(untilIdle));
  expect(world.kept.mails).toHaveLength(50);
  expect(new Set(world.kept.mails.map(({ to }) => to.address)).size).toBe(50);
});

test.each([
  ['says later', { rcpt: '451 4.3.0 later' }, '1 waiting temporary', '2 waiting', 'waiting'],
  ['knows no such user', { rcpt: '550 5.1.1 no such user' }, '1 refused address', '2 waiting', 'failed'],
  ['does not like us', { rcpt: '550 5.7.1 no' }, '1 refused policy', '2 waiting', 'waiting'],
  ['hangs up after the dot', { dot: 'hangUp' }, '1 inDoubt noAnswer', '2 waiting', 'waiting'],
] as const)('of a mail server that %s the ledger knows what it means', async (_, script, first, second, state) => {
  await using world = await begin();
  await using server = await scriptedServer(script);
  await using mailer = await createSmtpMailer({ url: server.url });
  await world.ask();
  const worker = world.sender({ mailer });
  await worker.tick();
  await worker.tick();
  expect(await world.emails()).toEqual([first, second]);
  const request = await world.db.selectFrom('confirmations').select(['state', 'claim']).executeTakeFirstOrThrow();
  expect([request.state, request.claim === null]).toEqual([state, state === 'failed']);
  if (state !== 'failed') return;
  world.now += 4 * DAY;
  await worker.tick();
  expect(await world.emails()).toEqual([first, second]);
});

test('a temporary refusal is retried after a while', async () => {
  await using world = await begin();
  await using server = await scriptedServer({ rcpt: '451 4.3.0 later' });
  await using mailer = await createSmtpMailer({ url: server.url });
  await world.ask();
  const worker = world.sender({ mailer });
  await worker.tick();
  server.script = {};
  await worker.tick();
  expect(await world.emails()).toEqual(['1 waiting temporary', '2 waiting']);
  await world.db.updateTable('confirmationEmails').set({ realNextAt: new Date() }).where('nth', '=', 1).execute();
  await worker.tick();
  expect(await world.emails()).toEqual(['1 accepted', '2 waiting']);
});

test('a stop of all sending holds the email; an address with a pause gets none', async () => {
  await using world = await begin();
  const at = new Date(world.now);
  const closed = { channel: 'all', setBy: 'system', at };
  await world.ask('one@dock.example');
  await world.ask('two@pier.example');
  const stop = { ...closed, id: v7(), scope: 'everybody', subject: '', reason: 'stopped' };
  const complained = { ...closed, id: v7(), scope: 'address', subject: 'two@pier.example', reason: 'complained' };
  await world.db.insertInto('suppressions').values(stop).execute();
  await world.sender().tick();
  expect(await world.emails()).toEqual(['1 waiting stopped', '1 waiting stopped', '2 waiting', '2 waiting']);
  await world.db.updateTable('suppressions').set({ liftedAt: at }).execute();
  await world.db.insertInto('suppressions').values(complained).execute();
  await world.db.updateTable('confirmationEmails').set({ realNextAt: null }).execute();
  await world.sender().tick();
  expect((await world.emails()).toSorted()).toEqual(['1 accepted', '1 never complained', '2 waiting', '2 waiting']);
  expect(world.kept.mails.map(({ to }) => to.address)).toEqual(['one@dock.example']);
});

test('a confirmation email that was claimed before safe mode began does not go out', async () => {
  await using world = await begin();
  await world.ask();
  const db = afterEach(world.db, (nth) => (nth === 2 ? enterSafeMode(world.db, 'temporalOlder', v7()) : undefined));
  await world.sender({ db }).tick();
  expect([world.kept.mails, await world.emails()]).toEqual([[], ['1 claimed', '2 waiting']]);
});

test('an opt-out that is older than a request lets us ask; one that is newer ends it, and no reminder follows', async () => {
  await using world = await begin();
  const optsOut = async (at: number) => {
    const row = { scope: 'address', subject: 'dee@dock.example', channel: 'email', reason: 'unsubscribed', setBy: 'person' };
    await world.db
      .insertInto('suppressions')
      .values({ ...row, id: v7(), at: new Date(at) })
      .execute();
  };
  await optsOut(world.now - DAY);
  await world.ask();
  await world.sender().tick();
  await optsOut(world.now + DAY);
  world.now += 4 * DAY;
  await world.sender().tick();
  expect(await world.emails()).toEqual(['1 accepted', '2 never unsubscribed']);
});

test('a request that is confirmed between claim and fence is not asked about any more', async () => {
  await using world = await begin();
  await world.ask();
  const db = afterEach(world.db, async (nth) => {
    if (nth === 3) await world.db.updateTable('confirmations').set({ state: 'confirmed' }).execute();
  });
  await world.sender({ db }).tick();
  expect(world.kept.mails).toEqual([]);
});

test('a person who opts out after the fence is not asked', async () => {
  await using world = await begin();
  await world.ask();
  const db = afterEach(world.db, async (nth) => {
    if (nth !== 4) return;
    const row = { scope: 'everybody', subject: '', channel: 'email', reason: 'stopped', setBy: 'system' } as const;
    await world.db
      .insertInto('suppressions')
      .values({ ...row, id: randomUUID(), at: new Date(TUESDAY) })
      .execute();
  });
  await world.sender({ db }).tick();
  expect(world.kept.mails).toEqual([]);
});
