import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { SendOutcome } from '../../domain/contact/send-outcome.ts';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { aMail } from './mail.ts';
import { scriptedServer, type ScriptedServer } from './scripted-server.ts';

const hasty = { connect: 1_000, command: 300, data: 1_000, answer: 1_000 };
const long = { html: `<p>${'long '.repeat(40_000)}</p>` };

type Failure = readonly [what: string, script: ScriptedServer['script'], outcome: SendOutcome];

const temporary = (smtpCode: number): SendOutcome => ({ state: 'notSent', because: 'temporary', smtpCode, recipient: true });
const busy: SendOutcome = { state: 'notSent', because: 'busy', smtpCode: 421 };
const overLimit: SendOutcome = { state: 'notSent', because: 'overLimit', smtpCode: 550 };
const inDoubt: SendOutcome = { state: 'inDoubt', because: 'noAnswer' };

const failures: readonly Failure[] = [
  ['it hangs up instead of a greeting', { greeting: 'hangUp' }, { state: 'notSent', because: 'connection' }],
  ['it never greets', { greeting: 'stall' }, { state: 'notSent', because: 'timeout' }],
  ['it greets with a refusal', { greeting: '554 go away' }, { state: 'notSent', because: 'connection', smtpCode: 554 }],
  ['it hangs up after our greeting', { ehlo: 'hangUp' }, { state: 'notSent', because: 'connection' }],
  ['it is about to close', { ehlo: '421 4.3.2 closing' }, { state: 'notSent', because: 'busy', smtpCode: 421 }],
  ['it counts the mails of a connection', { mail: '421 4.7.0 Too many messages on this connection' }, busy],
  [
    'it limits our rate at the sender',
    { mail: '451 4.7.1 Rate limited, try again later' },
    { state: 'notSent', because: 'temporary', smtpCode: 451 },
  ],
  ['it is too busy to greet', { greeting: '421 4.3.2 too busy' }, busy],
  [
    'our limit of the day is reached',
    { rcpt: "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients" },
    overLimit,
  ],
  ['our limit is reached at the sender', { mail: '550 5.4.5 Daily user sending limit exceeded' }, overLimit],
  [
    'Office 365 does not know the recipient',
    { rcpt: '550 5.4.1 Recipient address rejected: Access denied. [X.prod.protection.outlook.com]' },
    { state: 'refused', smtpCode: 550, blame: 'address' },
  ],
  [
    'the mailbox is disabled',
    { rcpt: '550 5.2.1 The email account that you tried to reach is disabled' },
    { state: 'refused', smtpCode: 550, blame: 'address' },
  ],
  ['it refuses our sender', { mail: '550 5.7.1 not you' }, { state: 'notSent', because: 'senderRefused', smtpCode: 550 }],
  ['it hangs up at the recipient', { rcpt: 'hangUp' }, { state: 'notSent', because: 'connection' }],
  ['it asks to come back (greylisting)', { rcpt: '450 4.2.0 later' }, temporary(450)],
  ['the address does not exist', { rcpt: '550 5.1.1 unknown' }, { state: 'refused', smtpCode: 550, blame: 'address' }],
  ['its policy forbids it', { rcpt: '550 5.7.1 listed' }, { state: 'refused', smtpCode: 550, blame: 'policy' }],
  ['our sender address is bad', { rcpt: '553 5.1.8 bad sender' }, { state: 'refused', smtpCode: 553, blame: 'policy' }],
  ['it says no, and not why', { rcpt: '550 no' }, { state: 'refused', smtpCode: 550, blame: 'other' }],
  ['it takes no data now', { data: '451 4.3.0 later' }, temporary(451)],
  ['it stalls before the data', { data: 'stall' }, { state: 'notSent', because: 'timeout' }],
  ['it hangs up in the middle of the message', { middle: 'hangUp' }, { state: 'notSent', because: 'connection' }],
  ['it hangs up after the final dot', { dot: 'hangUp' }, inDoubt],
  ['it stalls after the final dot', { dot: 'stall' }, inDoubt],
  ['it answers the message by closing', { dot: '421 4.4.2 closing' }, { state: 'notSent', because: 'busy', smtpCode: 421 }],
  ['it asks to come back after the final dot', { dot: '451 4.3.0 later' }, temporary(451)],
  ['the mailbox is full', { dot: '552 5.2.2 full' }, temporary(552)],
  ['it takes it for spam', { dot: '554 5.7.1 spam' }, { state: 'refused', smtpCode: 554, blame: 'policy' }],
];

describe.concurrent('when an email server fails, the result claims only what is known', () => {
  test.for(failures)('%s', async ([, script, outcome]) => {
    await using server = await scriptedServer(script);
    await using mailer = await createSmtpMailer({ url: server.url, timeouts: hasty });
    const mail = aMail('middle' in script ? long : {});
    expect(await mailer.send(mail, 8000)).toEqual(outcome);
    if (outcome.state === 'inDoubt') expect(server.taken).toHaveLength(1);
    if (outcome.state === 'notSent' && !('dot' in script)) expect(server.taken).toHaveLength(0);
  });

  test('nobody listens', async () => {
    await using mailer = await createSmtpMailer({ url: 'smtp://127.0.0.1:1' });
    expect(await mailer.send(aMail(), 8000)).toEqual({ state: 'notSent', because: 'connection' });
  });

  test('at the deadline it has given up for certain', async () => {
    await using server = await scriptedServer({ dot: 'stall' });
    await using mailer = await createSmtpMailer({ url: server.url });
    const begun = performance.now();
    expect(await mailer.send(aMail(), 300)).toEqual({ state: 'inDoubt', because: 'noAnswer' });
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  test('each step has its own time limit: a slow answer to the message is accepted, a slow one to DATA is not', async () => {
    const after = (ms: number) => ({ late: ms });
    await using slow = await scriptedServer({ dot: after(2_000) });
    await using patient = await createSmtpMailer({ url: slow.url, timeouts: { ...hasty, answer: 5_000 } });
    expect(await patient.send(aMail(), 60_000)).toMatchObject({ state: 'accepted' });
    await using slower = await scriptedServer({ data: after(2_000) });
    await using other = await createSmtpMailer({ url: slower.url, timeouts: { ...hasty, answer: 5_000 } });
    expect(await other.send(aMail(), 60_000)).toEqual({ state: 'notSent', because: 'timeout' });
    expect(slower.taken).toHaveLength(0);
  });

  test('a connection that may carry no more emails loses none: the next one uses another connection', async () => {
    let mails = 0;
    await using server = await scriptedServer({ mail: () => (++mails % 3 === 0 ? '421 4.7.0 Too many messages' : '250 ok') });
    await using mailer = await createSmtpMailer({ url: server.url, connections: 1 });
    for (let n = 0; n < 6; n++) expect(await mailer.send(aMail(), 5000)).toMatchObject({ state: 'accepted' });
    expect(server.taken).toHaveLength(6);
  });

  test('a server that hangs does not fill our memory: beyond a thousand emails the next one is tried later', async () => {
    await using server = await scriptedServer({ greeting: 'stall' });
    const mailer = await createSmtpMailer({ url: server.url, connections: 1 });
    const waiting = Array.from({ length: 1_000 }, () => mailer.send(aMail(), 60_000));
    expect(await mailer.send(aMail(), 60_000)).toEqual({ state: 'notSent', because: 'busy' });
    await mailer[Symbol.asyncDispose]();
    expect(new Set((await Promise.all(waiting)).map(({ state }) => state))).toEqual(new Set(['notSent']));
  });

  test('a worker that stops does not wait for a silent server: it aborts the conversations, and records that', async () => {
    await using server = await scriptedServer({ dot: 'stall' });
    const mailer = await createSmtpMailer({ url: server.url });
    const sending = mailer.send(aMail(), 60_000);
    while (server.taken.length === 0) await sleep(10);
    await mailer[Symbol.asyncDispose]();
    expect(await sending).toEqual(inDoubt);
  });

  test('a pooled connection that the server closed loses no email', async () => {
    await using server = await scriptedServer();
    await using mailer = await createSmtpMailer({ url: server.url, connections: 1 });
    expect(await mailer.send(aMail(), 5000)).toMatchObject({ state: 'accepted' });
    let mails = 0;
    server.script = { mail: () => (mails++ === 0 ? 'hangUp' : '250 ok') };
    expect(await mailer.send(aMail(), 5000)).toMatchObject({ state: 'accepted' });
    expect(server.taken).toHaveLength(2);
    expect(server.connections).toBe(2);
  });
});

test('a server that answers four seconds after the final dot is waited for, by the standard times', async () => {
  await using server = await scriptedServer({ dot: { late: 4_000 } });
  await using mailer = await createSmtpMailer({ url: server.url });
  expect(await mailer.send(aMail(), 60_000)).toMatchObject({ state: 'accepted' });
  expect(server.taken).toHaveLength(1);
}, 20_000);
