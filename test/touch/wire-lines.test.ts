import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { phrase } from '../../activities/touch/mail-header.ts';
import { createSmtpMailer, type SmtpMailer } from '../../activities/touch/smtp-mailer.ts';
import { aMail } from './mail.ts';
import { scriptedServer, type ScriptedServer } from './scripted-server.ts';

let server: ScriptedServer;
let mailer: SmtpMailer;

beforeAll(async () => {
  server = await scriptedServer();
  mailer = await createSmtpMailer({ url: server.url });
});
afterAll(async () => {
  await mailer[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** What people, companies and authors write, and what an attacker would. */
const nasty = fc.oneof(
  fc.constantFrom(
    'Größe & Söhne GmbH',
    '株式会社ベイライト',
    'شركة باي رايت',
    'Ann "The Dock" O\'Neil, Ltd. <ann@evil.example>',
    '=?utf-8?B?aGVsbG8=?=',
    'a\r\nBcc: eve@evil.example',
    'tab\tand\u0000null\u007f',
    '🚚'.repeat(300),
    'x'.repeat(1_200),
    `${'long '.repeat(400)}`,
    'ü'.repeat(1_200),
    '\ud800 half',
    '',
  ),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 1_500 }),
);

async function wireOf(mail: ReturnType<typeof aMail>): Promise<string> {
  expect(await mailer.send(mail, 5000)).toMatchObject({ state: 'accepted' });
  return server.taken.at(-1)!;
}

/** RFC 5322 2.1.1 and 2.2: lines end with CRLF and have 998 octets at most; headers are ASCII, one field after the other. */
function checkLines(raw: string): readonly string[] {
  expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  const header = raw.slice(0, raw.indexOf('\r\n\r\n'));
  expect(header).toMatch(/^[\t\x20-\x7e\r\n]*$/);
  return header.split(/\r\n(?![ \t])/).map((field) => /^([!-9;-~]+):/.exec(field)?.[1] ?? `no field: ${field}`);
}

const fieldsOfAll = ['Subject', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'List-ID', 'Feedback-ID', 'From', 'Reply-To', 'To', 'Message-ID', 'Date', 'MIME-Version', 'Content-Type']; // prettier-ignore

test('with any names and subjects, each header occurs once, in ASCII, on lines that are not too long', async () => {
  const values = fc.record({ sender: nasty, rep: nasty, lead: nasty, subject: nasty });
  await fc.assert(
    fc.asyncProperty(values, async ({ sender, rep, lead, subject }) => {
      const plain = aMail();
      const mail = aMail({
        from: { ...plain.from, name: sender },
        replyTo: [{ name: rep, address: 'rep@sundry.example.com' }],
        to: { ...plain.to, name: lead },
        subject: `Re ${subject}`, // a content has a subject
        headers: { ...plain.headers, 'List-Id': `${phrase(sender)} <mails.mail.sundry.example.com>` },
      });
      const raw = await wireOf(mail);
      const fields = checkLines(raw);
      expect([...fields].sort()).toEqual([...fieldsOfAll].sort());
      const parsed = await PostalMime.parse(Buffer.from(raw, 'latin1'));
      expect(parsed.to?.map(({ address }) => address)).toEqual(['ann.harper@fleetly.example']);
      expect(parsed.from?.address).toBe('nora@mail.sundry.example.com');
    }),
    { numRuns: 150 },
  );
});

test('a subject arrives as it was written', async () => {
  for (const subject of [
    'Größe zählt',
    'x'.repeat(1_200),
    'ü'.repeat(700),
    '🚚🚚 "quoted", and a comma',
    'Plain',
    '=?utf-8?B?aGVsbG8=?=',
  ]) {
    const parsed = await PostalMime.parse(Buffer.from(await wireOf(aMail({ subject })), 'latin1'));
    expect(parsed.subject).toBe(subject);
  }
});

test('a name in another script arrives as it was written, in From, To and List-Id', async () => {
  const name = 'Größe & Söhne GmbH';
  const mail = aMail({
    from: { name, address: 'nora@mail.sundry.example.com' },
    to: { name, address: 'ann@fleetly.example' },
  });
  const headers = { ...mail.headers, 'List-Id': `${phrase(name)} <mails.mail.sundry.example.com>` };
  const raw = await wireOf({ ...mail, headers });
  const parsed = await PostalMime.parse(Buffer.from(raw, 'latin1'));
  expect([parsed.from?.name, parsed.to?.[0]?.name]).toEqual([name, name]);
  expect(parsed.headers.find(({ key }) => key === 'list-id')?.value).toContain('<mails.mail.sundry.example.com>');
});

test('texts of any kind respect the line length, too', async () => {
  await fc.assert(
    fc.asyncProperty(nasty, nasty, async (text, html) => {
      checkLines(await wireOf(aMail({ text: `.${text}\n.${text}`, html: `<p>${html}</p>` })));
    }),
    { numRuns: 80 },
  );
});

test('a name that reverses text or breaks the line is in the header without those characters', async () => {
  const raw = await wireOf(
    aMail({ to: { name: 'Ann\u202Eexe.fdp\u2028\r\nBcc: eve@evil.example', address: 'ann@pier7.example' } }),
  );
  const { to, bcc } = await PostalMime.parse(Buffer.from(raw, 'latin1'));
  expect([to, bcc]).toEqual([[{ name: 'Ann exe.fdp Bcc: eve@evil.example', address: 'ann@pier7.example' }], undefined]);
});
