import { expect, test } from 'vitest';
import { sms } from '../../channels/sms.ts';
import { fenceTouches } from '../../db/touches/touch-fence.ts';
import type { Channel } from '../../domain/contact/suppression.ts';
import { liftOwnOptOut } from '../../services/contact/lift-suppression.ts';
import { HOUR } from '../../domain/time/duration.ts';
import { startPlatform } from '../../worker/platform.ts';
import { app } from '../support/app.ts';
import { afterEach } from '../touch/statements.ts';
import { TUESDAY } from '../touch/world.ts';
import { PHONE, textWorld } from './world.ts';

test('a text goes through the gateway once, and the ledger says so', async () => {
  await using it = await textWorld();
  expect(await it.send()).toMatchObject({ state: 'sent', at: TUESDAY });
  expect(await it.send()).toMatchObject({ state: 'sent' });
  const { key } = it.world.order();
  expect(it.gateway.texts).toEqual([
    { id: key, from: 'Sundry', to: PHONE, text: expect.stringMatching(/^Ann, our open day .* opt out\.$/) as string },
  ]);
  expect(await it.world.stored()).toMatchObject({ state: 'accepted', channel: 'sms', smtpCode: 202 });
});

test('a text whose answer got lost is sent again, and arrives once', async () => {
  let isLost = true;
  await using it = await textWorld(() => undefined);
  const { fetch } = globalThis;
  // The gateway has the text; its answer never comes.
  globalThis.fetch = async (...call) => {
    const answer = await fetch(...call);
    if (!isLost) return answer;
    isLost = false;
    throw new TypeError('fetch failed');
  };
  try {
    const first = await it.send();
    expect(first).toMatchObject({ state: 'deferred', because: 'connection' });
    it.world.now += HOUR;
    expect(await it.send()).toMatchObject({ state: 'sent' });
  } finally {
    globalThis.fetch = fetch;
  }
  expect(it.gateway.texts).toHaveLength(1);
});

test('a text whose fence lost its answer in an outage of Postgres has not gone out, and is sent', async () => {
  await using it = await textWorld();
  // The claim, its version, the fence: Postgres has all three.
  const db = afterEach(it.world.db, (nth) => (nth === 3 ? Promise.reject(new Error('Connection terminated')) : undefined));
  expect(await it.send({ db })).toMatchObject({ state: 'sent' });
  expect(it.gateway.texts).toHaveLength(1);
  expect(await it.world.stored()).toMatchObject({ state: 'accepted' });
});

test.each([
  [400, 'invalidNumber', { state: 'never', because: 'bounced', channelClosed: false }],
  [400, 'contentRefused', { state: 'never', because: 'policy', channelClosed: false }],
  [400, 'unavailable', { state: 'deferred', because: 'temporary' }],
  [400, undefined, { state: 'deferred', because: 'message' }],
  [401, undefined, { state: 'deferred', because: 'loginRefused' }],
  [402, undefined, { state: 'deferred', because: 'overLimit' }],
  [403, undefined, { state: 'deferred', because: 'senderRefused' }],
  [429, undefined, { state: 'deferred', because: 'busy' }],
  [500, undefined, { state: 'deferred', because: 'temporary' }],
  [503, 'invalidNumber', { state: 'deferred', because: 'temporary' }],
])('a gateway that refuses with %s (%s)', async (status, code, result) => {
  await using it = await textWorld(() => ({ status, ...(code && { code }) }));
  expect(await it.send()).toMatchObject(result);
});

test('a number that does not exist closes texts to it, and not the email', async () => {
  await using it = await textWorld(() => ({ status: 422, code: 'invalidNumber' }));
  await it.send();
  const { email, sms } = (await it.as.leads.status({ leadId: it.world.leadId })) as never as Record<'email' | 'sms', object>;
  expect({ email, sms }).toEqual({ email: { may: true }, sms: { may: false, because: 'bounced' } });
});

test('STOP is saved before it is answered, and answered once', async () => {
  await using it = await textWorld();
  expect(await it.gateway.textBack(PHONE, 'STOP')).toEqual({
    status: 200,
    reply: 'Sundry: you will get no more texts from us. Reply START to get them again.',
  });
  expect(await it.gateway.textBack(PHONE, 'stop!')).toEqual({ status: 200, reply: undefined });
  expect(await it.send()).toMatchObject({ state: 'never', because: 'unsubscribed', channelClosed: false });
  const key = `${it.world.order().enrolmentId}/1/2`;
  expect(await it.world.send({ key })).toMatchObject({ state: 'sent' });
});

test('STOP counts before the first text, and for a number that nobody has yet', async () => {
  await using it = await textWorld();
  expect((await it.gateway.textBack('+4915700000000', 'STOP')).reply).toContain('no more texts');
  await it.world.db.updateTable('leads').set({ phone: '+49 (157) 00000000' }).execute();
  expect(await it.send()).toMatchObject({ state: 'never', because: 'unsubscribed' });
});

test.each([
  ['sms', true],
  ['phone', true],
  ['all', true],
  ['email', false],
])('an opt-out from %s between check and sending stops a text: %s', async (closed, stops) => {
  await using it = await textWorld();
  const { world } = it;
  const fence = await world.claimed({ content: 'open-day-soon', channel: 'sms' as Channel, addressedBy: 'phone' });
  await world.suppress({ channel: closed });
  expect(await fenceTouches(world.db, [fence])).toMatchObject({ passed: stops ? [] : [fence.key] });
});

test('a rep who is told “no texts” closes them like any channel, and a closed phone gets none', async () => {
  await using it = await textWorld();
  const { leadId } = it.world;
  await it.as.contact.close({ leadId, channel: 'sms', reason: 'unsubscribed' });
  expect(await it.send()).toMatchObject({ state: 'never', because: 'unsubscribed' });
  await expect(it.as.contact.close({ leadId, channel: 'pigeon', reason: 'unsubscribed' })).rejects.toThrow(
    'There is no channel "pigeon"',
  );
  await using other = await textWorld();
  await other.as.contact.close({ leadId: other.world.leadId, channel: 'phone', reason: 'doNotContact' });
  expect(await other.send()).toMatchObject({ state: 'never', because: 'doNotContact' });
});

test('a number can be closed before anybody has it', async () => {
  await using it = await textWorld();
  await it.as.contact.close({ address: '+49 151 234 567 89', reason: 'unsubscribed', channel: 'sms' });
  expect(await it.send()).toMatchObject({ state: 'never', because: 'unsubscribed' });
});

test('an opt-in for emails does not open the texts that a person has stopped', async () => {
  await using it = await textWorld();
  await it.gateway.textBack(PHONE, 'STOP');
  const { db, leadId } = it.world;
  const { policy, newId } = it.world.deps;
  await db.transaction().execute((trx) => liftOwnOptOut(trx, policy, newId, { leadId, proof: 'a form', at: TUESDAY + HOUR }));
  expect(await it.send()).toMatchObject({ state: 'never', because: 'unsubscribed' });
});

test('a text from a person is a reply, once, however often the gateway posts it', async () => {
  await using it = await textWorld();
  await it.send();
  for (let n = 0; n < 3; n++) await it.gateway.textBack(PHONE, 'Is there a place to park?', 'one-text');
  const replies = await it.world.db.selectFrom('engagements').select(['kind', 'reply', 'source', 'touchKey']).execute();
  expect(replies).toEqual([{ kind: 'replied', reply: 'question', source: 'sms', touchKey: it.world.order().key }]);
});

test('a report that a number can’t be reached closes texts to it', async () => {
  await using it = await textWorld();
  await it.send();
  const { key } = it.world.order();
  expect(await it.gateway.report(key, 'delivered')).toBe(200);
  expect(await it.gateway.report(key, 'failed', 'unreachable')).toBe(200);
  expect(await it.gateway.report('no/such/text', 'failed', 'unreachable')).toBe(200);
  const closed = await it.world.db.selectFrom('suppressions').select(['scope', 'subject', 'channel', 'reason']).execute();
  expect(closed).toEqual([{ scope: 'address', subject: PHONE, channel: 'sms', reason: 'bounced' }]);
});

const stop = JSON.stringify({ type: 'text', id: '1', from: PHONE, text: 'STOP' });

test.each([
  ['without a signature', 'sms', stop, {}, 401],
  ['with another signature', 'sms', stop, { 'x-signature': 'ab'.repeat(32) }, 401],
  ['to a channel that is not there', 'pigeon', stop, {}, 404],
])('a request %s is refused', async (_, channel, body, headers, status) => {
  await using it = await textWorld();
  expect((await it.post(channel, body, headers)).status).toBe(status);
  expect(await it.world.db.selectFrom('suppressions').selectAll().execute()).toEqual([]);
});

test('Trellis does not start while a channel lacks a setting', async () => {
  const channel = sms({ sender: 'Us', company: 'Us', contact: 'us@us.example', url: undefined, token: '' });
  const options = { app: { ...app, channels: [channel] } } as never;
  await expect(startPlatform(options)).rejects.toThrow(
    'channel sms: url is missing in trellis.config.ts\nchannel sms: token is missing in trellis.config.ts',
  );
});
