import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { touchesInDoubt } from '../../db/system/operations.ts';
import { markAbandoned } from '../../db/touches/touch-lease.ts';
import { settleTouch } from '../../db/touches/touch-settle.ts';
import type { Mailer } from '../../activities/touch/mailer.ts';
import { afterEach } from './statements.ts';
import { TUESDAY, touchWorld, type TouchWorld } from './world.ts';

const forEver = new Promise<never>(() => {});
const leaseSeconds = 0.3;

/** A worker that dies after its n-th statement: the database has it, and nothing follows. */
const diesAfterStatement = (n: number) => async (world: TouchWorld, died: () => void) => {
  const db = afterEach(world.db, (nth) => (nth === n ? (died(), forEver) : undefined));
  await world.send({}, { db });
};

const diesSending = (delivered: boolean) => async (world: TouchWorld, died: () => void) => {
  const mailer: Mailer = {
    async send(mail, deadline, mayGo) {
      if (delivered) await world.kept.send(mail, deadline, mayGo);
      else await mayGo?.();
      died();
      return await forEver;
    },
  };
  await world.send({}, { mailer });
};

const sent = { state: 'sent', at: TUESDAY, goal: ['downloaded'] };

const deaths = [
  ['after the claim', diesAfterStatement(1), { result: sent, mails: 1 }],
  ['after the version is kept', diesAfterStatement(2), { result: sent, mails: 1 }],
  ['after the fence, before the first byte', diesAfterStatement(3), { result: { ...sent, inDoubt: true }, mails: 0 }],
  ['before the mail server has it', diesSending(false), { result: { ...sent, inDoubt: true }, mails: 0 }],
  ['when the mail server has it', diesSending(true), { result: { ...sent, inDoubt: true }, mails: 1 }],
  ['after it is settled', diesAfterStatement(4), { result: sent, mails: 1 }],
] as const;

test.concurrent.for(deaths)(
  'a worker that dies %s: never twice, and nothing lost silently',
  async ([, dies, { result, mails }], { expect }) => {
    await using world = await touchWorld({}, { leaseSeconds });
    const died = Promise.withResolvers<void>();
    void dies(world, died.resolve);
    await died.promise;
    const atOnce = await world.send();
    if (atOnce.state === 'deferred') expect(atOnce.because).toBe('busy');
    await sleep(leaseSeconds * 1000 + 100);
    expect(await world.send()).toEqual(result);
    expect(await world.send()).toEqual(result);
    expect(world.kept.mails).toHaveLength(mails);
  },
);

test('a touch stays deferred if its worker dies after deferring it', async () => {
  await using world = await touchWorld({}, { leaseSeconds: 30 });
  world.now = Date.parse('2026-03-10T02:00:00Z');
  const died = Promise.withResolvers<void>();
  void diesAfterStatement(2)(world, died.resolve);
  await died.promise;
  expect(await world.send()).toMatchObject({ state: 'deferred', because: 'sendWindow' });
  world.now = TUESDAY;
  expect(await world.send()).toEqual(sent);
});

test('a touch whose sender is gone is in doubt although its lead has moved on, and is listed; its owner can still settle it', async () => {
  await using world = await touchWorld({}, { leaseSeconds });
  const died = Promise.withResolvers<void>();
  void diesSending(true)(world, died.resolve);
  await died.promise;
  expect(await markAbandoned(world.db)).toBe(0);
  await sql`update touches set real_lease_until = clock_timestamp() - interval '11 seconds'`.execute(world.db);
  expect(await markAbandoned(world.db)).toBe(1);
  expect(await markAbandoned(world.db)).toBe(0);
  const { key } = world.order();
  expect(await touchesInDoubt(world.db, { limit: 10 })).toMatchObject([{ key, because: 'senderGone' }]);
  const { owner } = await world.db.selectFrom('touches').select('owner').executeTakeFirstOrThrow();
  expect(await settleTouch(world.db, { key, channel: 'email', owner: owner!, at: TUESDAY, state: 'accepted' })).toBe(true);
});
