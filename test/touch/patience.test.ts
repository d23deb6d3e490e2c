import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'vitest';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { scriptedServer } from './scripted-server.ts';
import { TUESDAY, touchWorld } from './world.ts';

const sent = { state: 'sent', at: TUESDAY, goal: ['downloaded'] };
const timeouts = { connect: 20_000, command: 20_000, data: 20_000, answer: 20_000 };

test.concurrent('Trellis waits for an email server that answers after four seconds', async ({ expect: then }) => {
  await using world = await touchWorld();
  await using server = await scriptedServer({ dot: { late: 4_000 } });
  await using mailer = await createSmtpMailer({ url: server.url, timeouts });
  then(await world.send({}, { mailer })).toEqual(sent);
}, 20_000);

const slowServer =
  'an email server that is slow at its %s does not hold up the lead: the email continues in the background, renews its claim, and is sent once';

// Before the fence, and behind it.
test.concurrent.for(['data', 'dot'] as const)(slowServer, { timeout: 30_000 }, async (point, { expect: then }) => {
  await using world = await touchWorld({}, { leaseSeconds: 8 });
  await using server = await scriptedServer({ [point]: { late: 10_500 } });
  await using mailer = await createSmtpMailer({ url: server.url, timeouts });
  const underWay = new Set<Promise<unknown>>();
  const began = performance.now();
  const first = await world.send({}, { mailer, underWay });
  then(first).toEqual({ state: 'deferred', because: 'sending', until: TUESDAY + 15_000 });
  then(performance.now() - began).toBeLessThan(7_000);
  then(underWay.size).toBe(1);

  await sleep(9_500 - (performance.now() - began)); // the first lease is over
  then(await world.send({}, { mailer, underWay })).toMatchObject({ state: 'deferred', because: 'busy' });
  await Promise.all(underWay);
  then(await world.send({}, { mailer })).toEqual(sent);
  then(await world.stored()).toMatchObject({ state: 'accepted', sentAt: new Date(TUESDAY) });
  then(server.taken).toHaveLength(1);
});

test.concurrent('a late refusal is recorded as a refusal', async ({ expect: then }) => {
  await using world = await touchWorld();
  const underWay = new Set<Promise<unknown>>();
  const mailer = {
    send: async () => {
      await sleep(6_000);
      return { state: 'refused', smtpCode: 550, blame: 'address' } as const;
    },
  };
  then(await world.send({}, { mailer, underWay })).toMatchObject({ because: 'sending' });
  await Promise.all(underWay);
  then(await world.send({}, { mailer })).toEqual({ state: 'never', because: 'bounced', channelClosed: true });
}, 20_000);
