import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { failuresWithoutPersonalData } from '../../activities/interceptor.ts';
import { withBreaker } from '../../activities/touch/breaker.ts';
import type { SendOutcome } from '../../domain/contact/send-outcome.ts';
import type { Mailer } from '../../activities/touch/mailer.ts';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { touch } from '../../activities/touch/touch.ts';
import { HOUR, MINUTE } from '../../domain/time/duration.ts';
import { aMail } from './mail.ts';
import { scriptedServer } from './scripted-server.ts';
import { TUESDAY, touchWorld } from './world.ts';

const answering = (outcome: SendOutcome): Mailer => ({ send: () => Promise.resolve(outcome) });
const greylisted = answering({ state: 'notSent', because: 'temporary', smtpCode: 450, recipient: true });
const unreachable = answering({ state: 'notSent', because: 'connection' });

test('a refusal that echoes the address leaks nothing, and closes that address', async () => {
  await using world = await touchWorld({ email: 'john.doe@fleetly.example' });
  await using server = await scriptedServer({ rcpt: '550 5.1.1 <john.doe@fleetly.example> John Doe is unknown here' });
  await using mailer = await createSmtpMailer({ url: server.url });
  const environment = new MockActivityEnvironment({}, { interceptors: [failuresWithoutPersonalData(world.deps.log)] });
  const result = await environment.run(touch({ ...world.deps, mailer }), world.order());
  expect(result).toEqual({ state: 'never', because: 'bounced', channelClosed: true });

  const suppressions = await world.db.selectFrom('suppressions').selectAll().execute();
  expect(suppressions).toMatchObject([
    {
      scope: 'address',
      subject: 'john.doe@fleetly.example',
      channel: 'email',
      reason: 'bounced',
      setBy: 'system',
      at: new Date(TUESDAY),
    },
  ]);
  const stored = await world.stored();
  expect(stored).toMatchObject({ state: 'refused', reason: 'bounced', smtpCode: 550, sentAt: null });
  const told = JSON.stringify([result, stored, world.logged]);
  expect(told).not.toMatch(/john/i);
  expect(told).not.toContain('fleetly.example');

  world.now += 30 * 24 * HOUR;
  const next = await world.send({ key: `${world.order().enrolmentId}/1/2`, content: 'checklist' });
  expect(next).toEqual({ state: 'never', because: 'bounced', channelClosed: true });
});

test('a refusal because of policy is our problem: operations are told, and the lead is unaffected', async () => {
  await using world = await touchWorld();
  const mailer = answering({ state: 'refused', smtpCode: 550, blame: 'policy' });
  expect(await world.send({}, { mailer })).toEqual({ state: 'never', because: 'policy', channelClosed: false });
  expect(await world.db.selectFrom('suppressions').selectAll().execute()).toEqual([]);
  expect(world.logged.join('')).toContain('because of its policy');
  expect(await world.send()).toEqual({ state: 'never', because: 'policy', channelClosed: false });
  const next = await world.send({ key: `${world.order().enrolmentId}/1/2`, content: 'checklist' });
  expect(next).toMatchObject({ state: 'sent' });
});

test('an address that refuses one email after the other without a reason is closed after some, and gets no more', async () => {
  await using world = await touchWorld();
  await using server = await scriptedServer({ rcpt: '550 no' });
  await using mailer = await createSmtpMailer({ url: server.url });
  const { enrolmentId } = world.order();
  const contents = ['guide', 'checklist', 'customer-story', 'news', 'open-day', 'trial'] as const;
  const results = [];
  for (const [n, content] of contents.entries()) {
    world.now = TUESDAY + n * 7 * 24 * HOUR;
    results.push(await world.send({ key: `${enrolmentId}/1/${n}`, content }, { mailer }));
  }
  expect(results.slice(0, 3)).toEqual([
    { state: 'never', because: 'other', channelClosed: false },
    { state: 'never', because: 'other', channelClosed: false },
    { state: 'never', because: 'bounced', channelClosed: true },
  ]);
  expect(server.heard.filter((line) => line.startsWith('RCPT'))).toHaveLength(3);
});

test('trouble with the server is tried again, later each time, for as long as it lasts', async () => {
  await using world = await touchWorld();
  const pauses: number[] = [];
  for (let n = 0; n < 20; n++) {
    world.now = TUESDAY;
    const result = await world.send({}, { mailer: unreachable });
    expect(result).toMatchObject({ state: 'deferred', because: 'connection' });
    pauses.push((result as { until: number }).until - TUESDAY);
  }
  expect(pauses[0]).toBeGreaterThan(20_000);
  expect(pauses[0]).toBeLessThan(MINUTE);
  expect(pauses[5]).toBeGreaterThan(10 * MINUTE);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(5 * HOUR);
  expect(await world.send()).toMatchObject({ state: 'sent' });
});

test('a mailbox that always says "later" is given up for this email, after a dozen tries', async () => {
  await using world = await touchWorld();
  for (let n = 1; n < 12; n++)
    expect(await world.send({}, { mailer: greylisted }), String(n)).toMatchObject({ state: 'deferred' });
  const given = { state: 'never', because: 'temporary', channelClosed: false };
  expect(await world.send({}, { mailer: greylisted })).toEqual(given);
  expect(await world.send()).toEqual(given);
});

test('a back-off is real time: in a program that runs a thousand times as fast it is a thousand times as long', async () => {
  await using world = await touchWorld();
  const clock = { spec: { origin: 0, realOrigin: 0, speed: 1000 }, now: () => TUESDAY };
  const slow = await world.send({}, { mailer: unreachable, clock });
  expect((slow as { until: number }).until - TUESDAY).toBeGreaterThan(20_000 * 1000);
});

test('a server that is not there is left alone for a while, then asked once', async () => {
  let now = 0;
  let tries = 0;
  let outcome: SendOutcome = { state: 'notSent', because: 'timeout' };
  const server: Mailer = { send: () => (tries++, Promise.resolve(outcome)) };
  const mailer = withBreaker(server, { failures: 3, openMs: 10_000, now: () => now });
  const send = () => mailer.send(aMail(), 1000);
  for (let n = 0; n < 10; n++) await send();
  expect(tries).toBe(3);
  expect(await send()).toEqual({ state: 'notSent', because: 'breakerOpen' });

  now = 10_000;
  await Promise.all([send(), send(), send()]);
  expect(tries).toBe(4);
  outcome = { state: 'accepted', smtpCode: 250 };
  now = 20_000;
  expect(await send()).toEqual(outcome);
  expect(await send()).toEqual(outcome);
});

test("an answer about one recipient's mailbox does not stop emails to others", async () => {
  const mailer = withBreaker(greylisted, { failures: 3, openMs: 10_000, now: () => 0 });
  for (let n = 0; n < 10; n++) expect(await mailer.send(aMail(), 1000)).toMatchObject({ because: 'temporary' });
});
