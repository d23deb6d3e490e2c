import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { onTheWire, rawMail, rawParts } from '../support/raw-mail.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let intake: { authorization: string };
let leadId: string;
let key: string;
let email: string;
let messageId: string;
let calls = 0;

beforeAll(async () => {
  world = await createWorld();
  intake = await world.key('intake');
});
afterAll(async () => await world[Symbol.asyncDispose]());
beforeEach(async () => {
  email = `origin${++calls}@pier7.example`;
  leadId = await world.enrolled(email);
  key = await world.touch(leadId);
  const touch = await world.db.selectFrom('touches').select('messageId').where('key', '=', key).executeTakeFirstOrThrow();
  messageId = touch.messageId!;
});

async function deliver(raw: string, envelopeTo?: string) {
  const headers = { ...intake, 'content-type': 'message/rfc822', ...(envelopeTo && { 'x-envelope-to': envelopeTo }) };
  const answer = await world.api.inject({ method: 'POST', url: '/webhooks/mail', headers, payload: onTheWire(raw) });
  expect(answer.statusCode).toBe(200);
  return answer.json() as { status: string; kind?: string; leadId?: string; because?: string };
}
const verp = () => `${world.links.signEnvelope(key)}@mail.example.com`;
const acts = async () => await world.db.selectFrom('engagements').selectAll().where('leadId', '=', leadId).execute();
const mayMail = async () => (await world.as('marketer').leads.status({ leadId })).email;
const touchState = async () =>
  (await world.db.selectFrom('touches').select('state').where('key', '=', key).executeTakeFirstOrThrow()).state;
const putInDoubt = async () => await world.db.updateTable('touches').set({ state: 'inDoubt' }).where('key', '=', key).execute();
const kept = async () => await world.db.selectFrom('incomingMails').selectAll().orderBy('receivedAt').execute();
async function wakes() {
  await world.relay();
  return world.engine.heard.filter((one) => one.leadId === leadId);
}

/** The head of an answer by the lead. */
const answerHead = (fields: Readonly<Record<string, string>> = {}) => ({
  'From': `Ann <${email}>`,
  'To': 'hello@mail.example.com',
  'Subject': 'Re: The guide',
  'Message-ID': `<answer-${Math.random()}@pier7.example>`,
  'In-Reply-To': messageId,
  ...fields,
}); // prettier-ignore

const reportHead = (fields: Readonly<Record<string, string>> = {}) => ({
  'From': 'MAILER-DAEMON@mx.pier7.example',
  'To': verp(),
  'Subject': 'Delivery report',
  'Message-ID': `<report-${Math.random()}@mx.pier7.example>`,
  ...fields,
}); // prettier-ignore

const copyOfOurs = () => ({
  type: 'text/rfc822-headers',
  text: `Return-Path: <${verp()}>\nMessage-ID: ${messageId}\nSubject: The guide`,
});

const deliveryReport = (fields: string, type = 'message/delivery-status') =>
  rawParts(reportHead(), 'multipart/report; report-type=delivery-status', [
    { type: 'text/plain', text: 'It is about your message.' },
    { type, text: `Reporting-MTA: dns; mx.pier7.example\n\nFinal-Recipient: rfc822; ${email}\n${fields}` },
    copyOfOurs(),
  ]);

describe('a bounce closes the address by what its server answered', () => {
  test.each([
    ['our sender is refused', 'Status: 5.1.8\nDiagnostic-Code: smtp;550 5.1.8 Access denied, bad outbound sender', 'ours'],
    [
      'our daily limit',
      "Status: 5.1.90\nDiagnostic-Code: smtp;550 5.1.90 You've reached your daily limit for message recipients",
      'ours',
    ],
    ['the status says nothing', 'Status: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 <x@pier7.example>: User unknown', 'address'],
    [
      'Office 365 denies access',
      'Status: 5.4.1\nDiagnostic-Code: smtp;550 5.4.1 Recipient address rejected: Access denied.',
      'address',
    ],
    [
      'no such domain',
      'Status: 5.4.4\nDiagnostic-Code: X-Postfix; Host or domain name not found. Name service error for\n name=pier7.example type=A: Host not found',
      'address',
    ],
    ['a full mailbox', 'Status: 5.0.0\nDiagnostic-Code: smtp; 552 Mailbox quota exceeded', 'mailbox'],
    ['it took too long', 'Status: 4.4.7\nDiagnostic-Code: smtp; 451 try later', 'later'],
    ['no reason', 'Status: 5.0.0', 'unknown'],
  ])('%s', async (_, fields, blame) => {
    await deliver(deliveryReport(`Action: failed\n${fields}`), verp());
    expect(await acts()).toMatchObject([{ kind: 'bounced', source: `mail/${blame}`, touchKey: key }]);
    expect(await mayMail()).toEqual(blame === 'address' ? { may: false, because: 'bounced' } : { may: true });
  });

  test('in the format for all scripts as well', async () => {
    await deliver(deliveryReport('Action: failed\nStatus: 5.1.1', 'message/global-delivery-status'), verp());
    expect(await acts()).toMatchObject([{ source: 'mail/address' }]);
  });
});

describe('a bounce in free text is a bounce', () => {
  const plain = (head: Readonly<Record<string, string>>, text: string) => rawMail(reportHead(head), text);
  const quoted = () => `Return-Path: <${verp()}>\nMessage-ID: ${messageId}\nSubject: The guide\n\nHello Ann\n\nUnsubscribe here.`;

  test.each([
    [
      'qmail',
      () =>
        plain(
          { Subject: 'failure notice' },
          `Hi. This is the qmail-send program at mx.pier7.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<${email}>:\n192.0.2.10 does not like recipient.\nRemote host said: 550 5.1.1 <${email}>: User unknown\nGiving up on 192.0.2.10.\n\n--- Below this line is a copy of the message.\n\n${quoted()}`,
        ),
    ],
    [
      'Exim',
      () =>
        plain(
          {
            'Return-path': '<>',
            'X-Failed-Recipients': email,
            'Auto-Submitted': 'auto-replied',
            Subject: 'Mail delivery failed: returning message to sender',
          },
          `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${email}\n    SMTP error from remote mail server after RCPT TO:<${email}>:\n    host mx.pier7.example [192.0.2.10]: 550 5.1.1 User unknown\n`,
        ),
    ],
    [
      'a provider, in German',
      () =>
        plain(
          {
            From: 'Mail Delivery System <mailer-daemon@kunden.example>',
            Subject: 'Mail-Zustellung fehlgeschlagen: Nachricht unzustellbar',
          },
          `Diese Nachricht wurde automatisch erzeugt.\n\nIhre Nachricht konnte nicht zugestellt werden:\n\n${email}\n550 Benutzer unbekannt\n\n--- Ursprüngliche Nachricht ---\n${quoted()}`,
        ),
    ],
  ])('%s', async (_, raw) => {
    expect(await deliver(raw(), verp())).toMatchObject({ status: 'recorded', kind: 'bounce', leadId });
    expect(await acts()).toMatchObject([{ kind: 'bounced', source: 'mail/address', touchKey: key }]);
    expect(await mayMail()).toEqual({ may: false, because: 'bounced' });
  });

  test('its touch is found by the copy of our email that it holds, without any envelope', async () => {
    const raw = rawMail(
      { ...reportHead(), To: 'bounces@mail.example.com', Subject: 'failure notice' },
      `This is the qmail-send program.\n\n<${email}>:\nRemote host said: 550 5.1.1 User unknown\n\n--- Below this line is a copy of the message.\n\n${quoted()}`,
    );
    expect(await deliver(raw)).toMatchObject({ status: 'recorded', kind: 'bounce', leadId });
  });
});

describe('a report counts by what it says', () => {
  test('a delay is not a bounce, and settles nothing', async () => {
    await putInDoubt();
    expect(await deliver(deliveryReport('Action: delayed\nStatus: 4.4.1'), verp())).toMatchObject({ kind: 'delay' });
    expect([await acts(), await touchState()]).toEqual([[], 'inDoubt']);
  });

  test.each(['delivered', 'relayed (to non-DSN-aware mailer)', 'expanded'])(
    'a touch in doubt is accepted by "%s"',
    async (action) => {
      await putInDoubt();
      expect(await deliver(deliveryReport(`Action: ${action}\nStatus: 2.0.0`), verp())).toMatchObject({ kind: 'delivery' });
      expect([await acts(), await touchState()]).toEqual([[], 'accepted']);
    },
  );

  test('a bounce settles a touch in doubt as refused', async () => {
    await putInDoubt();
    await deliver(deliveryReport('Action: failed\nStatus: 5.1.1'), verp());
    expect(await touchState()).toBe('refused');
  });

  const feedback = (type: string, copy: string, more = '') =>
    rawParts(
      { ...reportHead({ From: 'fbl@isp.example' }), To: 'abuse@mail.example.com' },
      'multipart/report; report-type=feedback-report',
      [
        { type: 'text/plain', text: 'A report.' },
        { type: 'message/feedback-report', text: `Feedback-Type: ${type}\nUser-Agent: Loop/1.0\nVersion: 1\n${more}` },
        { type: 'message/rfc822', text: copy },
      ],
    );

  test.each([
    ['abuse', { may: false, because: 'complained' }],
    ['fraud', { may: false, because: 'complained' }],
    ['opt-out', { may: false, because: 'unsubscribed' }],
    ['not-spam', { may: true }],
    ['auth-failure', { may: true }],
    ['something-new', { may: true }],
  ])('feedback of the type %s', async (type, verdict) => {
    await deliver(feedback(type, `Message-ID: ${messageId}\nSubject: x\n\nhello`));
    expect(await mayMail()).toEqual(verdict);
    expect(await acts()).toHaveLength(verdict.may ? 0 : 1);
  });

  test('a relay gave our email another id: the complaint is found by the envelope that it names', async () => {
    const raw = feedback(
      'abuse',
      'Message-ID: <0100@relay.example>\nSubject: x\n\nhello',
      `Original-Mail-From: <${verp()}>\nOriginal-Rcpt-To: <${email}>`,
    );
    expect(await deliver(raw)).toEqual({ status: 'recorded', kind: 'complaint', leadId });
    expect(await mayMail()).toEqual({ may: false, because: 'complained' });
  });
});

describe('a program that answers is not a person', () => {
  test.each([
    ['Precedence: bulk', { Precedence: 'bulk' }, 'I am away and will read mail again next month.'],
    ['Auto-Submitted with a comment', { 'Auto-Submitted': 'auto-replied (vacation)' }, 'Gone fishing.'],
    [
      'a subject in French',
      { Subject: '=?utf-8?Q?R=C3=A9ponse_automatique_=3A_The_guide?=', 'X-Auto-Response-Suppress': 'All' },
      'Je suis absente.',
    ],
    ['Notes', { Subject: 'AUTO: Ann Lee is out of the office (returning 12.03.2026)' }, 'I am out of the office.'],
    ['a name in front', { Subject: 'Ann Lee is out of the office.' }, 'I will read mail again next month.'],
    ['a subject in Spanish', { Subject: 'Respuesta automática: The guide' }, 'Estoy fuera.'],
    ['a subject in Japanese', { Subject: '自動応答: The guide' }, '不在です。'],
    ['an empty return path', { 'Return-Path': '<>' }, 'I am on holiday. Please call me later.'],
  ])('%s', async (_, head: Readonly<Record<string, string>>, text) => {
    await deliver(rawMail(answerHead({ ...head, 'Content-Type': 'text/plain; charset=utf-8' }), text));
    expect(await acts()).toMatchObject([{ kind: 'replied', reply: 'automatic', verdict: 'machine', human: false }]);
    expect(await wakes()).toEqual([]);
  });

  test.each([
    ['Auto-Submitted: no', { 'Auto-Submitted': 'no' }],
    ['Precedence: first-class', { Precedence: 'first-class' }],
    ['an answer to an automatic reply', { Subject: 'Re: Automatic reply: The guide' }],
    ['a group of ours that passes it on', { Precedence: 'list', 'List-ID': '<hello.mail.example.com>' }],
  ])('%s is a person', async (_, head: Readonly<Record<string, string>>) => {
    await deliver(rawMail(answerHead(head), 'Yes, call me tomorrow, please.'));
    expect(await acts()).toMatchObject([{ kind: 'replied', verdict: 'human' }]);
  });

  test('a receipt counts for nothing', async () => {
    const disposition = `Reporting-UA: pier7.example; Outlook\nFinal-Recipient: rfc822;${email}\nOriginal-Message-ID: ${messageId}\nDisposition: automatic-action/MDN-sent-automatically; displayed`;
    const raw = rawParts(answerHead(), 'multipart/report; report-type=disposition-notification', [
      { type: 'text/plain', text: 'Your message was read.' },
      { type: 'message/disposition-notification', text: disposition },
    ]);
    expect(await deliver(raw)).toMatchObject({ kind: 'receipt', leadId });
    expect(await acts()).toEqual([]);
  });

  test('the answer of a calendar is recorded as such, and is not a reply', async () => {
    const event = `BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nATTENDEE;CN=Ann;PARTSTAT=ACCEPTED:mailto:${email}\nEND:VEVENT\nEND:VCALENDAR`;
    const raw = rawParts(answerHead(), 'multipart/alternative', [
      { type: 'text/plain', text: '' },
      { type: 'text/calendar; method=REPLY', text: event },
    ]);
    expect(await deliver(raw)).toMatchObject({ kind: 'calendar', leadId });
    expect(await acts()).toEqual([]);
    expect((await kept()).find((one) => one.leadId === leadId)).toMatchObject({
      kind: 'calendar',
      because: 'accepted',
      leadId,
      state: 'read',
    });
  });
});

describe('who wrote it', () => {
  test('what we write to the lead, with us in copy, is ours', async () => {
    const head = {
      ...answerHead({ From: 'Sundry <hello@mail.example.com>', To: email, Cc: 'intake@mail.example.com' }),
      References: messageId,
    };
    expect(await deliver(rawMail(head, 'Thanks Ann. Are you free on Thursday?'))).toMatchObject({
      status: 'kept',
      because: 'ours',
    });
    expect(await acts()).toEqual([]);
  });

  test('what a rep writes from their own address is ours', async () => {
    await world.rep('sdr', `Rita Rep ${calls}`);
    const raw = rawMail(answerHead({ From: `Rita <rita.rep.${calls}@OURS.example>` }), 'Shall we talk?');
    expect(await deliver(raw)).toMatchObject({ status: 'kept', because: 'ours' });
    expect(await acts()).toEqual([]);
  });

  test('a message from an unknown address about an unknown email waits for a person', async () => {
    const raw = rawMail(
      answerHead({ From: 'Ann <ann.private@other.example>', 'In-Reply-To': '<0100@relay.example>' }),
      'Yes, please call me tomorrow.',
    );
    expect(await deliver(raw)).toEqual({ status: 'kept', kind: 'reply', because: 'nobodyOfOurs' });
    const row = (await kept()).find(({ raw }) => raw?.includes('ann.private@'));
    expect(row).toMatchObject({
      state: 'unmatched',
      message: { from: 'ann.private@other.example', text: expect.stringContaining('call me') as string },
    });
    expect(row?.raw?.toString()).toContain('ann.private@other.example');
  });

  test("another person's message in the thread does not count, and is listed with the lead", async () => {
    const raw = rawMail(answerHead({ From: 'Bob <bob@pier7.example>' }), 'Yes, please call me tomorrow.');
    expect(await deliver(raw)).toEqual({ status: 'kept', kind: 'reply', because: 'somebodyElse' });
    expect(await acts()).toEqual([]);
    expect((await kept()).find((one) => one.leadId === leadId)).toMatchObject({ state: 'unmatched', touchKey: key });
  });

  test('an address alone proves nothing: interest is listed, an opt-out counts', async () => {
    const head = () => answerHead({ 'In-Reply-To': '<unknown@x.example>' });
    expect(await deliver(rawMail(head(), 'Yes, please call me tomorrow.'))).toEqual({
      status: 'kept',
      kind: 'reply',
      because: 'notAuthenticated',
    });
    expect(await acts()).toEqual([]);
    await deliver(rawMail(head(), 'Please remove me from your list.'));
    expect(await mayMail()).toEqual({ may: false, because: 'unsubscribed' });
  });
});

describe('incoming messages are saved', () => {
  test('a blank text part beside HTML: the HTML is read, decoded', async () => {
    const raw = rawParts(answerHead(), 'multipart/alternative', [
      { type: 'text/plain; charset=utf-8', text: ' ' },
      {
        type: 'text/html; charset=utf-8',
        text: '<style>p{}</style><p>Bitte&nbsp;sp&auml;ter, danke.<br>M&uuml;ller &amp; S&ouml;hne</p>',
      },
    ]);
    await deliver(raw);
    expect(await acts()).toMatchObject([{ kind: 'replied', reply: 'later' }]);
    expect((await kept()).find((one) => one.leadId === leadId)?.message).toMatchObject({
      text: 'Bitte später, danke.\nMüller & Söhne',
    });
  });

  test('without an id of its own, the same message twice is one act', async () => {
    const { 'Message-ID': _, ...head } = answerHead();
    const raw = rawMail(head, 'Yes, please call me tomorrow.');
    await deliver(raw);
    expect(await deliver(raw)).toMatchObject({ status: 'knownAlready', leadId });
    expect(await deliver(`Received: by another.example\n${raw}`)).toMatchObject({ status: 'knownAlready', leadId });
    expect(await acts()).toHaveLength(1);
  });

  test('a NUL and a half character are left out, and the rest is read', async () => {
    const raw = rawMail(
      answerHead({ 'Content-Transfer-Encoding': 'quoted-printable', 'Content-Type': 'text/plain; charset=utf-8' }),
      'Yes=00 please call me =ED=A0=80.',
    );
    expect(await deliver(raw)).toMatchObject({ status: 'recorded', leadId });
    expect(await acts()).toHaveLength(1);
  });

  test.each([
    ['300 nested parts', () => nested(300)],
    ['a line of nearly 2 MB in its head', () => rawMail({ ...answerHead(), 'X-Long': 'x'.repeat(1_900_000) }, 'Hello')],
  ])('what nobody can read is kept as that: %s', async (_, raw) => {
    expect(await deliver(raw())).toEqual({ status: 'kept', because: 'unreadable' });
    expect((await kept()).filter((one) => one.state === 'unreadable').length).toBeGreaterThan(0);
  });

  test('meaningless bytes are saved', async () => {
    expect(await deliver(`\u0000\u0001${'\uFFFD'.repeat(1000)}`)).toMatchObject({ status: 'kept' });
  });

  const nested = (levels: number): string => {
    const open = Array.from({ length: levels }, (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\n\n--b${n}\n`);
    const { 'Message-ID': id, ...head } = answerHead();
    return `${Object.entries({ ...head, 'Message-ID': id })
      .map(([name, value]) => `${name}: ${value}\n`)
      .join('')}MIME-Version: 1.0\n${open.join('')}\nhello\n`;
  };
});
