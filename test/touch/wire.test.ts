import { generateKeyPairSync } from 'node:crypto';
import { authenticate } from 'mailauth';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { createSmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { touchWorld } from './world.ts';
import { aMail } from './mail.ts';
import { scriptedServer } from './scripted-server.ts';

const rsa = (bits: number) =>
  generateKeyPairSync('rsa', {
    modulusLength: bits,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

const { privateKey, publicKey } = rsa(2048);
const dkim = { domain: 'mail.sundry.example.com', selector: 'trellis', privateKey };
function dns(name: string): Promise<string[][]> {
  const key = publicKey.replaceAll(/-----[^-]+-----|\s/g, '');
  if (name === 'trellis._domainkey.mail.sundry.example.com') return Promise.resolve([[`v=DKIM1; k=rsa; p=${key}`]]);
  return Promise.reject(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }));
}

const unstuffed = (raw: string): string => raw.replaceAll('\r\n..', '\r\n.');

test('an email as it is on the wire is signed, lists its unsubscribe once, and reads as text too', async () => {
  await using server = await scriptedServer();
  await using mailer = await createSmtpMailer({ url: server.url, dkim });
  await using world = await touchWorld();
  expect(await world.send({}, { mailer })).toMatchObject({ state: 'sent' });
  const raw = unstuffed(server.taken[0] ?? '');

  const { dkim: verified } = await authenticate(Buffer.from(raw, 'latin1'), {
    resolver: dns,
    sender: 'x@mail.sundry.example.com',
  });
  const [signature] = verified.results;
  expect(signature).toMatchObject({ status: { result: 'pass', aligned: 'mail.sundry.example.com' } });
  const headers = raw.slice(0, raw.indexOf('\r\n\r\n')).split(/\r\n(?=\S)/);
  const only = (name: string): string => {
    const found = headers.filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    expect(found, name).toHaveLength(1);
    return found[0]?.slice(name.length + 1).trim() ?? '';
  };
  const signed = /;\s*h=([^;]+);/
    .exec(only('DKIM-Signature'))?.[1]
    ?.toLowerCase()
    .split(/[\s:]+/);
  for (const header of [
    'from',
    'to',
    'subject',
    'date',
    'message-id',
    'list-unsubscribe',
    'list-unsubscribe-post',
    'list-id',
    'feedback-id',
  ]) {
    expect(signed, header).toContain(header);
  }

  expect(only('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
  expect(only('List-Unsubscribe')).toMatch(/^<https:\/\/go\.sundry\.example\.com\/u\/[\w.-]+>$/);
  expect(only('List-Id')).toBe('"Nora at Sundry" <mails.mail.sundry.example.com>');
  expect(only('Feedback-ID').split(':')).toHaveLength(4);
  expect(only('Message-ID')).toBe((await world.stored()).messageId);

  const parsed = await PostalMime.parse(Buffer.from(raw, 'latin1'));
  expect(parsed.from).toEqual({ name: 'Nora at Sundry', address: 'nora@mail.sundry.example.com' });
  expect(parsed.to).toEqual([{ name: 'Ann Harper', address: 'ann.harper@fleetly.example' }]);
  expect(parsed.text).toContain('Sundry Inc., 1 Dock Street');
  expect(parsed.html).toContain('go.sundry.example.com/o/');
  const unsubscribe = only('List-Unsubscribe').slice(1, -1);
  expect(world.deps.links.verify(unsubscribe.split('/').at(-1) ?? '')).toMatchObject({
    kind: 'unsubscribe',
    key: world.order().key,
  });
});

test('a name can not add a recipient or a header', async () => {
  await using server = await scriptedServer();
  await using mailer = await createSmtpMailer({ url: server.url });
  const name = 'Ann" <eve@evil.example>, "B\r\nBcc: eve@evil.example';
  await mailer.send(aMail({ to: { name, address: 'ann.harper@fleetly.example' } }), 5000);
  const parsed = await PostalMime.parse(server.taken[0] ?? '');
  expect(parsed.to?.map(({ address }) => address)).toEqual(['ann.harper@fleetly.example']);
  expect(parsed.bcc).toBeUndefined();
});

test('what is attached arrives as it was made, and a calendar knows it', async () => {
  await using server = await scriptedServer();
  await using mailer = await createSmtpMailer({ url: server.url });
  await using world = await touchWorld();
  const meetingAt = Date.parse('2026-03-12T14:00:00Z');
  await world.send({ content: 'meeting', variables: { meetingAt } }, { mailer });
  const parsed = await PostalMime.parse(Buffer.from(unstuffed(server.taken[0] ?? ''), 'latin1'));
  expect(parsed.attachments).toMatchObject([{ filename: 'meeting.ics', mimeType: 'text/calendar', disposition: 'attachment' }]);
  const lines = new TextDecoder()
    .decode(parsed.attachments[0]?.content as ArrayBuffer)
    .replaceAll(/\r?\n /g, '')
    .split(/\r?\n/);
  const { messageId } = await world.stored();
  for (const line of ['METHOD:PUBLISH', 'DTSTART:20260312T140000Z', 'DTEND:20260312T143000Z']) expect(lines).toContain(line);
  expect(lines).toContain(`UID:meeting.ics-${String(messageId).slice(1, -1)}`);
});

test.for([
  ['is not a private key', 'nonsense'],
  ['is of type ed25519', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string],
  [
    'is of type ec',
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  ],
  ['has 512 bits', rsa(512).privateKey],
] as const)('a DKIM key that %s stops the start, not the emails', async ([because, key]) => {
  const made = createSmtpMailer({ url: 'smtp://127.0.0.1:1', dkim: { ...dkim, privateKey: key } });
  await expect(made).rejects.toMatchObject({ code: 'dkimKeyUnusable', message: expect.stringContaining(because) as string });
});
