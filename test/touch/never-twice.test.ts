import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { SendOutcome } from '../../domain/contact/send-outcome.ts';
import type { Mailer } from '../../activities/touch/mailer.ts';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { scriptedServer } from './scripted-server.ts';
import { afterClaim, afterEach, counted } from './statements.ts';
import { TUESDAY, touchWorld } from './world.ts';

const sent = { state: 'sent', at: TUESDAY, goal: ['downloaded'] } as const;
const accepted: SendOutcome = { state: 'accepted', smtpCode: 250 };

/** A mailer that answers only when it is told to. */
function heldMailer() {
  const begun = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<SendOutcome>();
  let mails = 0;
  const mailer: Mailer = {
    async send(_mail, _deadline, mayGo) {
      await mayGo?.();
      mails++;
      begun.resolve();
      return await answer.promise;
    },
  };
  return { mailer, begun: begun.promise, answer: answer.resolve, mails: () => mails };
}

test('a touch takes three round trips once its version is saved', async () => {
  await using world = await touchWorld();
  const first = counted(world.db);
  await world.send({}, { db: first.db });
  expect(first.count()).toBe(4);
  const order = world.order();
  const { touch } = await import('../../activities/touch/touch.ts');
  const second = counted(world.db);
  const send = touch({ ...world.deps, db: second.db });
  world.now += 7 * 24 * HOUR;
  await send({ ...order, key: `${order.enrolmentId}/1/2`, content: 'checklist' });
  const before = second.count();
  world.now += 7 * 24 * HOUR;
  await world.db.deleteFrom('touches').where('content', '=', 'checklist').execute();
  const journal = [{ visit: 1, n: 0, at: TUESDAY, kind: 'entered', to: 'educate' }] as const;
  await send({ ...order, journal, key: `${order.enrolmentId}/1/3`, content: 'checklist' });
  expect(second.count() - before, 'the journal is in the first of them').toBe(3);
  expect(world.kept.mails).toHaveLength(3);
});

test('asking again about a settled touch gives its result, and no second email', async () => {
  await using world = await touchWorld();
  expect(await world.send()).toEqual(sent);
  world.now += HOUR;
  expect(await world.send()).toEqual(sent);
  expect(world.kept.mails).toHaveLength(1);
});

test('a lead who opts out between claim and fence gets no email', async () => {
  await using world = await touchWorld();
  const db = afterClaim(world.db, () => world.suppress());
  expect(await world.send({}, { db })).toEqual({ state: 'never', because: 'unsubscribed', channelClosed: true });
  expect(world.kept.mails).toHaveLength(0);
  expect(await world.stored()).toMatchObject({ state: 'never', reason: 'unsubscribed', sentAt: null });
});

test('a hold that a rep sets between claim and fence defers the email until it ends', async () => {
  await using world = await touchWorld();
  const until = TUESDAY + 5 * HOUR;
  const db = afterClaim(world.db, () => world.suppress({ reason: 'hold', setBy: 'rep', until: new Date(until) }));
  expect(await world.send({}, { db })).toEqual({ state: 'deferred', because: 'hold', until });
  expect(world.kept.mails).toHaveLength(0);
});

test('the same content that another touch sends between claim and fence is not sent again', async () => {
  await using world = await touchWorld();
  const other = `${world.order().enrolmentId}/9/9`;
  const db = afterClaim(world.db, () => world.send({ key: other }));
  expect(await world.send({}, { db })).toEqual({ state: 'never', because: 'alreadySent', channelClosed: false });
  expect(world.kept.mails).toHaveLength(1);
});

test('twenty executions at once send one email', async () => {
  await using world = await touchWorld();
  const results = await Promise.all(Array.from({ length: 20 }, () => world.send()));
  expect(world.kept.mails).toHaveLength(1);
  expect(results).toContainEqual(sent);
  for (const result of results)
    expect(result.state === 'sent' || (result.state === 'deferred' && result.because === 'busy')).toBe(true);
});

test('of two touches with the same content at once, one is sent', async () => {
  await using world = await touchWorld();
  const { enrolmentId } = world.order();
  const keys = Array.from({ length: 10 }, (_, n) => `${enrolmentId}/2/${n}`);
  const results = await Promise.all(keys.map((key) => world.send({ key })));
  expect(world.kept.mails).toHaveLength(1);
  expect(results.filter(({ state }) => state === 'sent')).toHaveLength(1);
});

test('a worker that resumes after another took over does not send', async () => {
  await using world = await touchWorld({}, { leaseSeconds: 0.05 });
  const db = afterClaim(world.db, async () => {
    await sleep(100);
    expect(await world.send()).toEqual(sent);
  });
  expect(await world.send({}, { db })).toEqual(sent);
  expect(world.kept.mails).toHaveLength(1);
});

test('while a worker is sending, others are told to ask again after the lease, in program time', async () => {
  await using world = await touchWorld({}, { leaseSeconds: 20 });
  const held = heldMailer();
  const first = world.send({}, { mailer: held.mailer });
  await held.begun;
  const clock = { spec: { origin: 0, realOrigin: 0, speed: 100 }, now: () => TUESDAY };
  const second = await world.send({}, { mailer: held.mailer, clock });
  expect(second).toMatchObject({ state: 'deferred', because: 'busy' });
  const inSeconds = second.state === 'deferred' ? (second.until - TUESDAY) / 100 / 1000 : 0;
  expect(inSeconds).toBeGreaterThan(18);
  expect(inSeconds).toBeLessThan(21);
  held.answer(accepted);
  expect(await first).toEqual(sent);
  expect(held.mails()).toBe(1);
});

test('a sender that is gone leaves a touch in doubt: it counts as sent, and is never sent again', async () => {
  await using world = await touchWorld({}, { leaseSeconds: 0.05 });
  const held = heldMailer();
  const suspended = world.send({}, { mailer: held.mailer });
  await held.begun;
  await sleep(100);
  expect(await world.send()).toEqual({ ...sent, inDoubt: true });
  expect(await world.send()).toEqual({ ...sent, inDoubt: true });
  expect(await world.stored()).toMatchObject({ state: 'inDoubt' });
  expect(world.kept.mails).toHaveLength(0);

  // It was only suspended: what it knows settles the doubt.
  held.answer(accepted);
  expect(await suspended).toEqual(sent);
  expect(await world.send()).toEqual(sent);
  expect(await world.stored()).toMatchObject({ state: 'accepted' });
});

test('the connection breaks after the final dot: in doubt, never sent again', async () => {
  await using world = await touchWorld();
  await using server = await scriptedServer({ dot: 'hangUp' });
  await using mailer = await createSmtpMailer({ url: server.url });
  expect(await world.send({}, { mailer })).toEqual({ ...sent, inDoubt: true });
  server.script = {};
  expect(await world.send({}, { mailer })).toEqual({ ...sent, inDoubt: true });
  expect(server.taken).toHaveLength(1);
  expect(await world.stored()).toMatchObject({ state: 'inDoubt', reason: 'noAnswer', sentAt: new Date(TUESDAY) });
});

test('the connection breaks before the final dot: the email is deferred, and sent the next time', async () => {
  await using world = await touchWorld();
  await using server = await scriptedServer({ data: 'hangUp' });
  await using mailer = await createSmtpMailer({ url: server.url });
  const result = await world.send({}, { mailer });
  expect(result).toMatchObject({ state: 'deferred', because: 'connection' });
  expect(await world.stored()).toMatchObject({ state: 'notSent', attempts: 1, sentAt: null });
  server.script = {};
  world.now = result.state === 'deferred' ? result.until : 0;
  expect(await world.send({}, { mailer })).toEqual({ ...sent, at: world.now });
  expect(server.taken).toHaveLength(1);
});

test('a Postgres that ends all connections during sending does not leave the email in doubt', async () => {
  await using world = await touchWorld();
  const mailer: Mailer = {
    async send(mail, deadline, mayGo) {
      const mails = await world.kept.send(mail, deadline, mayGo);
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
        world.db,
      );
      return mails;
    },
  };
  const broken = afterEach(world.db, () => undefined);
  expect(await world.send({}, { mailer, db: broken })).toEqual(sent);
  expect(await world.stored()).toMatchObject({ state: 'accepted' });
});

test('an email that can’t be rendered is not left claimed: once corrected, it goes out at once', async () => {
  await using world = await touchWorld();
  const wrong = world.send({ variables: { nonsense: 1 } });
  await expect(wrong).rejects.toMatchObject({ code: 'variableRefused', retryable: false });
  expect(await world.stored()).toMatchObject({ state: 'notSent', reason: 'failed' });
  expect(await world.send()).toEqual(sent);
});

test('a lead that was erased is an error that is not worth a retry', async () => {
  await using world = await touchWorld();
  const error = await world.send({ leadId: '00000000-0000-0000-0000-000000000000' }).catch((e: unknown) => e);
  expect(error).toMatchObject({ code: 'LEAD_UNKNOWN', retryable: false });
});
