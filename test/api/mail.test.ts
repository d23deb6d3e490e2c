import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
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
const messageId = async () =>
  (await world.db.selectFrom('touches').select('messageId').where('key', '=', key).executeTakeFirstOrThrow()).messageId ?? '';
const acts = async () => await world.db.selectFrom('engagements').selectAll().where('leadId', '=', leadId).execute();
const mayMail = async () => (await world.as('marketer').leads.status({ leadId })).email;

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

On Tue, 10 Mar 2026 at 10:00, Baywright <hello@mail.example.com> wrote:
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

test.each([
  ['a full mailbox', '5.2.2', 'mailbox'],
  ['a server that is busy', '4.4.1', 'later'],
  ['a server whose policy refuses us', '5.7.1', 'ours'],
])('%s condemns nobody', async (_, status, kind) => {
  await deliver(dsn(status), verp());
  expect(await acts()).toMatchObject([{ kind: 'bounced', source: `mail/${kind}` }]);
  expect(await mayMail()).toEqual({ may: true });
});

test('a forged envelope is dropped', async () => {
  const forged = verp().replace(/[^.]+@/, '0000000000@');
  expect((await deliver(dsn('5.1.1', await messageId()), forged)).json()).toEqual({
    status: 'ignored',
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

test('a reply is understood, told to the program as its kind, and kept with its words', async () => {
  const answer = await deliver(reply('Sounds good. Call me tomorrow, please.', { about: await messageId() }));
  expect(answer.json()).toEqual({ status: 'recorded', kind: 'reply', leadId });
  const [act] = await acts();
  expect(act).toMatchObject({ kind: 'replied', reply: 'interested', touchKey: key, human: true });
  await world.relay();
  expect(world.engine.heard.at(-1)?.payload).toEqual({ id: act?.id, kind: 'replied', at: NOON, touch: key, reply: 'interested' });
  const words = await world.db
    .selectFrom('words')
    .selectAll()
    .where('engagementId', '=', act?.id ?? '')
    .executeTakeFirst();
  expect(words).toEqual({ engagementId: act?.id, subject: 'Re: The guide', body: 'Sounds good. Call me tomorrow, please.' });
});

test('a lead who asks us to stop is not mailed again', async () => {
  await deliver(reply('Please remove me from your list.'));
  expect(await acts()).toMatchObject([{ reply: 'stop' }]);
  expect(await mayMail()).toEqual({ may: false, because: 'unsubscribed' });
});

test('an automatic reply is recorded, and wakes nobody', async () => {
  await deliver(reply('I am out of the office. Call me later!', { headers: 'Auto-Submitted: auto-replied\n' }));
  expect(await acts()).toMatchObject([{ reply: 'automatic', verdict: 'machine', human: false }]);
  await world.relay();
  expect(world.engine.heard.filter((one) => one.leadId === leadId)).toEqual([]);
});

test('mail about nobody of ours is ignored', async () => {
  expect((await deliver(reply('Hello', { from: 'stranger@nowhere.example' }))).json()).toEqual({
    status: 'ignored',
    because: 'nobodyOfOurs',
  });
  expect((await deliver(dsn('5.1.1'))).json()).toEqual({ status: 'ignored', because: 'nobodyOfOurs' });
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
  ).toBe(401);
  expect(
    (await world.api.inject({ method: 'POST', url, headers: { ...intake, 'content-type': 'message/rfc822' } })).statusCode,
  ).toBe(400);
});
