import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DAY } from '../../domain/time/duration.ts';
import { createWorld, NOON, type World } from './world.ts';

let world: World;
let leadId: string;
let key: string;
let email: string;
let intake: { authorization: string };
let calls = 0;

beforeAll(async () => {
  world = await createWorld();
  intake = await world.key('intake');
});
afterAll(async () => await world[Symbol.asyncDispose]());
beforeEach(async () => {
  email = `lead${++calls}@pier7.example`;
  leadId = await world.enrolled(email);
  key = await world.touch(leadId);
});

const deliver = async (raw: string, envelopeTo?: string) =>
  await world.api.inject({
    method: 'POST',
    url: '/webhooks/mail',
    headers: { ...intake, 'content-type': 'message/rfc822', ...(envelopeTo && { 'x-envelope-to': envelopeTo }) },
    payload: raw.replaceAll('\n', '\r\n'),
  });
const verp = () => `${world.links.signEnvelope(key)}@mail.example.com`;
const messageId = async (of = key) =>
  (await world.db.selectFrom('touches').select('messageId').where('key', '=', of).executeTakeFirstOrThrow()).messageId ?? '';
const acts = async () => await world.db.selectFrom('engagements').selectAll().where('leadId', '=', leadId).execute();
const mayMail = async (of = leadId) => (await world.as('marketer').leads.status({ leadId: of })).email;

const dsn = (
  status: string,
  about = '<other@mail.example.com>',
  id = `dsn-${Math.random()}@mx.example`,
) => `From: MAILER-DAEMON@mx.pier7.example
To: bounces@mail.example.com
Subject: Undelivered Mail Returned to Sender
Message-ID: <${id}>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you …

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.pier7.example

Final-Recipient: rfc822; ${email}
Action: failed
Status: ${status}
Diagnostic-Code: smtp; 550 ${status} <${email}> is not taken

--b
Content-Type: text/rfc822-headers

From: hello@mail.example.com
To: ${email}
Message-ID: ${about}
Subject: The guide

--b--
`;

const reply = (
  body: string,
  { headers = '', from = email, about = '<unknown@x.example>', subject = 'Re: The guide' } = {},
) => `From: Ann <${from}>
To: hello@mail.example.com
Subject: ${subject}
Message-ID: <reply-${Math.random()}@pier7.example>
In-Reply-To: ${about}
${headers}Content-Type: text/plain; charset=utf-8

${body}

On Tue, 10 Mar 2026 at 10:00, Sundry <hello@mail.example.com> wrote:
> Are you interested? You can unsubscribe here.
`;

test('a bounce that says the address does not exist closes it, found by its envelope', async () => {
  const answer = await deliver(dsn('5.1.1'), verp());
  expect(answer.json()).toEqual({ status: 'recorded', kind: 'bounce', leadId });
  expect(await acts()).toMatchObject([{ kind: 'bounced', touchKey: key, source: 'mail/address', human: false }]);
  expect(await mayMail()).toEqual({ may: false, because: 'bounced' });
  await world.relay();
  const heard = world.engine.heard.filter((one) => one.leadId === leadId);
  expect(heard.map(({ name }) => name).toSorted()).toEqual(['contactabilityChanged', 'engaged']);
  expect(JSON.stringify(heard)).not.toContain('pier7');
});

test('without an envelope, a bounce is found by the message that it returns', async () => {
  expect((await deliver(dsn('5.1.10', await messageId()))).json()).toMatchObject({ status: 'recorded', leadId });
  expect(await mayMail()).toEqual({ may: false, because: 'bounced' });
});

test('a bounce that names an address of the inside of a network closes what its envelope says', async () => {
  await deliver(dsn('5.1.1').replace(`rfc822; ${email}`, 'rfc822; ann@mailhost'), verp());
  expect(await mayMail()).toEqual({ may: false, because: 'bounced' });
});

/** Adds another lead, and merges the one that got the email into it. @returns the id of the other one */
async function mergeInto(name: string, drop = leadId): Promise<string> {
  const keep = await world.lead(`${name}${calls}@quay.example`);
  await world.as('marketer').leads.merge({ keep, drop });
  return keep;
}

test('a bounce that arrives after a merge closes the address that it went to, and not the one of the kept lead', async () => {
  const first = await mergeInto('first');
  const last = await mergeInto('last', first);
  expect((await deliver(dsn('5.1.1'), verp())).json()).toEqual({ status: 'recorded', kind: 'bounce', leadId: last });
  expect(await mayMail(last)).toEqual({ may: true });
  for (const leadId of [last, first]) await world.as('marketer').leads.unmerge({ leadId });
  expect([await mayMail(last), await mayMail(first)]).toEqual([{ may: true }, { may: true }]);
  expect(await mayMail()).toEqual({ may: false, because: 'bounced' });
});

test('refusals that arrive after a merge do not count against the address of the kept lead', async () => {
  const kept = await mergeInto('kept');
  for (let n = 0; n < 3; n++) await deliver(dsn('5.0.0'), verp());
  expect(await mayMail(kept)).toEqual({ may: true });
});

test('a bounce of an email to the kept lead closes its address after a merge, too', async () => {
  const dropped = await world.lead(`dropped${calls}@quay.example`);
  await world.as('marketer').leads.merge({ keep: leadId, drop: dropped });
  await deliver(dsn('5.1.1'), verp());
  expect(await mayMail()).toEqual({ may: false, because: 'bounced' });
});

test('a dropped address that does not exist closes nothing for the kept lead', async () => {
  await deliver(dsn('5.1.1'), verp());
  const kept = await mergeInto('kept');
  expect(await mayMail(kept)).toEqual({ may: true });
  await world.as('marketer').leads.unmerge({ leadId: kept });
  expect(await mayMail()).toEqual({ may: false, because: 'bounced' });
});

test('an address of the kept lead that stops to exist closes nothing for the dropped one when the merge is undone', async () => {
  const kept = await mergeInto('kept');
  await world.as('marketer').contact.close({ address: `kept${calls}@quay.example`, reason: 'bounced' });
  await world.as('marketer').leads.unmerge({ leadId: kept });
  expect([await mayMail(kept), await mayMail()]).toEqual([{ may: false, because: 'bounced' }, { may: true }]);
});

test.each([
  ['a full mailbox', '5.2.2', 'mailbox'],
  ['a server that is busy', '4.4.1', 'later'],
  ['a server whose policy refuses us', '5.7.1', 'ours'],
])('%s condemns nobody', async (_, status, kind) => {
  await deliver(dsn(status), verp());
  expect(await acts()).toMatchObject([{ kind: 'bounced', source: `mail/${kind}` }]);
  expect(await mayMail()).toEqual({ may: true });
});

test('a forged envelope changes nothing, and is saved', async () => {
  const forged = verp().replace(/[^.]+@/, '0000000000@');
  expect((await deliver(dsn('5.1.1', await messageId()), forged)).json()).toEqual({
    status: 'kept',
    kind: 'report',
    because: 'forgedEnvelope',
  });
  expect(await acts()).toEqual([]);
});

test('the same bounce again changes nothing', async () => {
  const raw = dsn('5.1.1', undefined, `same-${calls}@mx.example`);
  await deliver(raw, verp());
  expect((await deliver(raw, verp())).json()).toMatchObject({ status: 'knownAlready' });
  expect(await acts()).toHaveLength(1);
});

test('a complaint of spam closes the address at once', async () => {
  const arf = `From: fbl@isp.example
To: abuse@mail.example.com
Subject: complaint
Message-ID: <arf-${calls}@isp.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is a complaint.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1

--b
Content-Type: message/rfc822

From: hello@mail.example.com
To: ${email}
Message-ID: ${await messageId()}
Subject: The guide

Hello
--b--
`;
  expect((await deliver(arf)).json()).toEqual({ status: 'recorded', kind: 'complaint', leadId });
  expect(await mayMail()).toEqual({ may: false, because: 'complained' });
});

test('a reply is understood, the program is told its kind, and its words are saved', async () => {
  const answer = await deliver(reply('Sounds good. Call me tomorrow, please.', { about: await messageId() }));
  expect(answer.json()).toEqual({ status: 'recorded', kind: 'reply', leadId });
  const [act] = await acts();
  expect(act).toMatchObject({ kind: 'replied', reply: 'interested', touchKey: key, human: true });
  await world.relay();
  expect(world.engine.heard.at(-1)?.payload).toEqual({
    id: act?.id,
    kind: 'replied',
    at: NOON,
    touch: key,
    reply: 'interested',
    ready: 'fastTrack',
  });
  const words = await world.db
    .selectFrom('words')
    .selectAll()
    .where('engagementId', '=', act?.id ?? '')
    .executeTakeFirst();
  expect(words).toEqual({ engagementId: act?.id, subject: 'Re: The guide', body: 'Sounds good. Call me tomorrow, please.' });
});

test('a reply is heard although a message of somebody else has its Message-ID', async () => {
  const twice = (raw: string) => raw.replace(/^Message-ID: .*$/m, 'Message-ID: <1@mailer.example>');
  const from = 'bob@pier8.example';
  const bob = await world.enrolled(from);
  const about = await messageId(await world.touch(bob));
  expect((await deliver(twice(reply('Sounds good.', { from, about })))).json()).toMatchObject({
    status: 'recorded',
    leadId: bob,
  });
  const stop = reply('Please remove me from your list.', { about: await messageId() });
  expect((await deliver(twice(stop))).json()).toMatchObject({ status: 'recorded', leadId });
  expect(await mayMail()).toEqual({ may: false, because: 'unsubscribed' });
});

test('a lead who asks us to stop is not mailed again', async () => {
  await deliver(reply('Please remove me from your list.'));
  expect(await acts()).toMatchObject([{ reply: 'stop' }]);
  expect(await mayMail()).toEqual({ may: false, because: 'unsubscribed' });
});

test('an automatic reply is recorded, and wakes no program', async () => {
  await deliver(reply('I am out of the office. Call me later!', { headers: 'Auto-Submitted: auto-replied\n' }));
  expect(await acts()).toMatchObject([{ reply: 'automatic', verdict: 'machine', human: false }]);
  await world.relay();
  expect(world.engine.heard.filter((one) => one.leadId === leadId)).toEqual([]);
});

test('an email about no lead of ours is saved, and waits for a person', async () => {
  expect((await deliver(reply('Hello', { from: 'stranger@nowhere.example' }))).json()).toEqual({
    status: 'kept',
    kind: 'reply',
    because: 'nobodyOfOurs',
  });
  expect((await deliver(dsn('5.1.1'))).json()).toEqual({ status: 'kept', kind: 'bounce', because: 'nobodyOfOurs' });
  const waiting = await world.db
    .selectFrom('incomingMails')
    .select(['kind', 'because'])
    .where('state', '=', 'unmatched')
    .execute();
  expect(waiting).toEqual(
    expect.arrayContaining([
      { kind: 'reply', because: 'nobodyOfOurs' },
      { kind: 'bounce', because: 'nobodyOfOurs' },
    ]),
  );
});

test('only a key of the intake may bring mail', async () => {
  const url = '/webhooks/mail';
  expect(
    (await world.api.inject({ method: 'POST', url, payload: 'x', headers: { 'content-type': 'message/rfc822' } })).statusCode,
  ).toBe(401);
  const rep = await world.key('rep');
  expect(
    (await world.api.inject({ method: 'POST', url, payload: 'x', headers: { ...rep, 'content-type': 'message/rfc822' } }))
      .statusCode,
  ).toBe(403);
  expect(
    (await world.api.inject({ method: 'POST', url, headers: { ...intake, 'content-type': 'message/rfc822' } })).statusCode,
  ).toBe(400);
});

const reminder = 'Reminder: please confirm your request';

/** Somebody whom we do not know fills in a form; the owner of the address is asked. @returns where bounces of that email come to */
async function isAsked(address: string): Promise<string> {
  await world.api.inject({ method: 'POST', url: '/f/demo', payload: { email: address } });
  await world.asked(address);
  return world.mail.to(address).at(-1)!.envelopeFrom;
}
async function remindersTo(address: string) {
  world.now += 4 * DAY;
  await world.asked(address);
  return world.mail.to(address).filter(({ subject }) => subject === reminder).length;
}
const requestOf = async (address: string) =>
  await world.db.selectFrom('confirmations').select(['state', 'claim']).where('emailKey', '=', address).executeTakeFirst();
const closedFor = async (address: string) =>
  (await world.db.selectFrom('suppressions').select('reason').where('subject', '=', address).execute()).map(
    ({ reason }) => reason,
  );

test.each([
  ['comes back because nobody is there', (address: string) => dsn('5.1.1').replaceAll(email, address), 'bounced', 'bounce'],
  [
    'is complained of',
    () =>
      'From: fbl@provider.example\nContent-Type: multipart/report; report-type=feedback-report; boundary="b"\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x\nVersion: 1\n--b--\n',
    'complained',
    'complaint',
  ],
  ['is answered by a no', (address: string) => reply('Stop writing to me.', { from: address }), 'unsubscribed', 'reply'],
])('an email that asks about a request, and %s, is followed by no reminder', async (_, answerOf, reason, kind) => {
  const address = `asked${calls}@dock.example`;
  const envelope = await isAsked(address);
  expect((await deliver(answerOf(address), envelope)).json()).toMatchObject({ status: 'kept', kind });
  expect(await requestOf(address)).toEqual({ state: 'failed', claim: null });
  expect(await closedFor(address)).toEqual([reason]);
  expect(await remindersTo(address)).toBe(0);
});

test.each([
  ['4.2.2', 'a full mailbox'],
  ['5.7.1', 'a refusal of ours'],
])('after %s, %s, the reminder follows: somebody may be there', async (status) => {
  const address = `asked${calls}@dock.example`;
  await deliver(dsn(status).replaceAll(email, address), await isAsked(address));
  expect(await closedFor(address)).toEqual([]);
  expect(await remindersTo(address)).toBe(1);
});

test('the email that asks a lead comes back: it is found by its message, and the address of the lead closes', async () => {
  await isAsked(email);
  const { messageId } = world.mail.to(email).at(-1)!;
  expect((await deliver(dsn('5.1.1', messageId))).json()).toEqual({ status: 'recorded', kind: 'bounce', leadId });
  expect(await mayMail()).toEqual({ may: false, because: 'bounced' });
  expect(await remindersTo(email)).toBe(0);
});

test('somebody who declines the confirmation and later asks for news is asked again, and opens email by confirming', async () => {
  const address = `asked${calls}@dock.example`;
  await deliver(reply('Unsubscribe me please.', { from: address }), await isAsked(address));
  world.now += 2 * DAY;
  await world.api.inject({ method: 'POST', url: '/f/newsletter', payload: { email: address, consent: 'on' } });
  await world.confirm(address);
  ({ id: leadId } = await world.db.selectFrom('leads').select('id').where('emailKey', '=', address).executeTakeFirstOrThrow());
  expect(await mayMail()).toEqual({ may: true });
});
