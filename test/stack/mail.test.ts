import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { noSuchUser } from '../support/no-such-user.ts';
import { startMail, type LocalMail } from '../../dev/mail/mail.ts';
import { temporaryFolder } from './folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let mail: LocalMail;

beforeAll(async () => {
  folder = await temporaryFolder();
  mail = await startMail({ dir: folder.path, now: () => 1_772_000_000_000 });
});

afterEach(() => mail.behave({}));

afterAll(async () => {
  await mail[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const message = {
  from: { name: 'Anna Berg', address: 'anna@acme.example' },
  to: { name: 'Jörg Über', address: 'joerg@globex.example' },
  subject: 'Grüße: der Leitfaden',
  text: 'Read https://acme.example/guide.',
  html: '<p>Read <a class="x" href="https://acme.example/c/1?a=1&amp;b=2">the <b>guide</b></a> or <a href=\'https://acme.example/u\'><img alt="stop"></a></p>',
};

async function send(more: object = {}): Promise<unknown> {
  const transport = nodemailer.createTransport({ url: mail.smtpUrl, socketTimeout: 1_000, greetingTimeout: 1_000 });
  try {
    return await transport.sendMail({ ...message, ...more });
  } finally {
    transport.close();
  }
}

const reason = async (sending: Promise<unknown>): Promise<Error & { code?: string; responseCode?: number; response?: string }> =>
  sending.then(
    () => new Error('it was accepted'),
    (error: Error) => error,
  );

test('a message is saved as it came, on disk and readable', async () => {
  const before = mail.inbox.count;
  await send({
    raw: 'From: a@b.example\r\nSubject: raw\r\n\r\n..one dot\r\n',
    envelope: { from: 'bounce@b.example', to: ['x@y.example'] },
  });
  const [kept] = mail.inbox.messages({ after: before });
  expect(kept).toMatchObject({
    envelope: { from: 'bounce@b.example', to: ['x@y.example'] },
    subject: 'raw',
    at: 1_772_000_000_000,
  });
  const raw = await readFile(join(folder.path, 'mail', `${kept?.id}.eml`), 'utf8');
  expect(raw).toBe('From: a@b.example\r\nSubject: raw\r\n\r\n..one dot\r\n');
});

test('a message is read with its parts, headers and links', async () => {
  const before = mail.inbox.count;
  await send();
  const { id } = await mail.inbox.waitFor((each) => each.subject === message.subject, { after: before });
  expect(await mail.inbox.read(id)).toMatchObject({
    from: 'Anna Berg <anna@acme.example>',
    to: 'Jörg Über <joerg@globex.example>',
    subject: message.subject,
    text: expect.stringContaining(message.text),
    html: expect.stringContaining(message.html),
    links: [
      { url: 'https://acme.example/c/1?a=1&b=2', text: 'the guide' },
      { url: 'https://acme.example/u', text: 'stop' },
    ],
    headers: expect.arrayContaining([{ name: 'mime-version', value: '1.0' }]),
  });
});

test('the inbox pages by cursor, filters by recipient, and waits for what has not come yet', async () => {
  const before = mail.inbox.count;
  const waiting = mail.inbox.waitFor((each) => each.subject === 'second', { after: before });
  await send({ subject: 'first', to: 'One@Globex.example' });
  await send({ subject: 'second', to: 'two@globex.example' });
  expect((await waiting).subject).toBe('second');
  expect(mail.inbox.messages({ after: before, limit: 1 }).map(({ subject }) => subject)).toEqual(['first']);
  expect(mail.inbox.messages({ after: before, to: 'one@globex.EXAMPLE' }).map(({ subject }) => subject)).toEqual(['first']);
  await expect(mail.inbox.waitFor((each) => each.subject === 'third', { timeoutMs: 50 })).rejects.toThrow(
    'no such mail within 50 ms',
  );
});

test('a refusal names the recipient in its text, as real servers do', async () => {
  mail.behave({ recipient: noSuchUser });
  const before = mail.inbox.count;
  const error = await reason(send({ to: 'john@globex.example' }));
  expect(error).toMatchObject({ responseCode: 550, response: '550 5.1.1 <john@globex.example> no such user here' });
  expect(mail.inbox.count).toBe(before);
});

test('the connection can be dropped after the final dot, with the message saved or lost', async () => {
  const before = mail.inbox.count;
  mail.behave({ afterDot: () => ({ reply: 'drop' }) });
  expect((await reason(send({ subject: 'kept' }))).code).toMatch(/ECONNECTION|ESOCKET|ECONNRESET/);
  mail.behave({ afterDot: () => ({ reply: 'drop', keep: false }) });
  expect((await reason(send({ subject: 'lost' }))).message).not.toBe('it was accepted');
  expect(mail.inbox.messages({ after: before }).map(({ subject }) => subject)).toEqual(['kept']);
});

test('the answer to the final dot can be late, or a refusal', async () => {
  mail.behave({ afterDot: () => ({ delayMs: 200 }) });
  const began = performance.now();
  await send();
  expect(performance.now() - began).toBeGreaterThan(199);
  mail.behave({ afterDot: () => ({ reply: { code: 451, text: '4.3.0 try later' } }) });
  const before = mail.inbox.count;
  expect(await reason(send())).toMatchObject({ responseCode: 451 });
  expect(mail.inbox.count).toBe(before);
});

test('a stalled server keeps the sender waiting until the sender gives up', async () => {
  mail.behave({ recipient: () => 'stall' });
  expect((await reason(send())).code).toBe('ETIMEDOUT');
});

test('saved messages are there after a restart, and new ones follow', async () => {
  await using other = await temporaryFolder();
  const first = await startMail({ dir: other.path, inboxPort: false });
  const transport = nodemailer.createTransport({ url: first.smtpUrl });
  await transport.sendMail({ ...message, subject: 'before' });
  await first[Symbol.asyncDispose]();
  await using second = await startMail({ dir: other.path, inboxPort: false });
  await nodemailer.createTransport({ url: second.smtpUrl }).sendMail({ ...message, subject: 'after' });
  expect(second.inbox.messages().map(({ id, subject }) => [id, subject])).toEqual([
    [1, 'before'],
    [2, 'after'],
  ]);
  expect((await second.inbox.read(1)).text).toContain('Read https://acme.example/guide.');
});

test('many senders at once lose nothing, and every id is given once', async () => {
  await using other = await temporaryFolder();
  await using sink = await startMail({ dir: other.path, inboxPort: false });
  const transport = nodemailer.createTransport({ url: sink.smtpUrl, pool: true, maxConnections: 20 });
  await Promise.all(Array.from({ length: 300 }, (_, i) => transport.sendMail({ ...message, subject: `n${i}` })));
  transport.close();
  const mails = sink.inbox.messages();
  expect(mails.map(({ id }) => id)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(300);
});
