import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { createApiKey } from '../../db/system/api-keys.ts';
import type { OutgoingEmail } from '../../activities/touch/mailer.ts';
import type { Person } from './person.ts';
import type { Story } from './story.ts';

/** The person answers the last mail that they got. */
export function writesBack(story: Story, person: Person, text: string, headers: Readonly<Record<string, string>> = {}) {
  const mail = lastMail(story, person);
  return comesIn(story, mail.envelopeFrom, {
    'From': person.email,
    'To': mail.from.address,
    'Subject': `Re: ${mail.subject}`,
    'In-Reply-To': mail.messageId,
    ...headers,
  }, text); // prettier-ignore
}

/** The last mail could not be delivered (RFC 3464): `5.1.1` says that there is no such address, `4.4.7` that it took too long. */
export const bounces = (story: Story, person: Person, status: string) =>
  comesBack(story, person, 'delivery-status', `Reporting-MTA: dns; mx.example.com\n\nStatus: ${status}\nAction: failed`);

/** The person presses the button for spam (RFC 5965). */
export const complains = (story: Story, person: Person) =>
  comesBack(story, person, 'feedback-report', 'Feedback-Type: abuse\nUser-Agent: Someone/1.0\nVersion: 1');

function comesBack(story: Story, person: Person, type: 'delivery-status' | 'feedback-report', report: string) {
  const mail = lastMail(story, person);
  const headers = {
    'From': 'mailer-daemon@mx.example.com',
    'To': mail.envelopeFrom,
    'Subject': 'About a mail of yours',
    'MIME-Version': '1.0',
    'Content-Type': `multipart/report; report-type=${type}; boundary="b"`,
  }; // prettier-ignore
  const parts = [`message/${type}\n\n${report}`, `message/rfc822\n\nMessage-ID: ${mail.messageId}\n\n`];
  const body = `${parts.map((part) => `--b\nContent-Type: ${part}\n`).join('')}--b--\n`;
  return comesIn(story, mail.envelopeFrom, headers, body);
}

function lastMail(story: Story, { email }: Person): OutgoingEmail {
  const mail = story.mail.to(email).at(-1);
  expect(mail, `${email} got a mail`).toBeDefined();
  return mail!;
}

async function comesIn(story: Story, to: string, headers: Readonly<Record<string, string>>, body: string): Promise<void> {
  const { key } = await createApiKey(story.db, { role: 'intake', principal: 'mail server', at: story.now });
  const all = { 'Message-ID': `<${randomUUID()}@their.example>`, ...headers };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const { statusCode } = await story.request('http://localhost/webhooks/mail', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'message/rfc822', 'x-envelope-to': to },
    body: [...head, '', body].join('\r\n'),
  });
  expect(statusCode).toBe(200);
  await story.settle();
}
