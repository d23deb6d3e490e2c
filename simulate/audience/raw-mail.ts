import type { Letter } from './letter.ts';

/** A message on its way to us: what a mail server hands to the webhook. */
export interface RawMail {
  /** The recipient of the envelope. */
  readonly to: string;
  readonly raw: string;
}

const message = (headers: Readonly<Record<string, string>>, body: string): string =>
  [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', body]
    .join('\r\n')
    .replaceAll(/(?<!\r)\n/g, '\r\n');

const common = (letter: Letter, what: string, at: number) => ({
  'Message-ID': `<${what}.${letter.messageId.replaceAll(/[<>]/g, '')}>`,
  Date: new Date(at).toUTCString().replace('GMT', '+0000'),
  'MIME-Version': '1.0',
});

/** An answer to a mail, in the reader's words or in those of their out-of-office note. */
export const replyTo = (
  letter: Letter,
  { text, automatic, at }: { text: string; automatic?: boolean | undefined; at: number },
): RawMail => ({
  to: letter.replyTo,
  raw: message(
    {
      ...common(letter, 'reply', at),
      From: letter.to,
      To: letter.replyTo,
      Subject: automatic ? `Out of office: ${asAscii(letter.subject)}` : `Re: ${asAscii(letter.subject)}`,
      'In-Reply-To': letter.messageId,
      ...(automatic && { 'Auto-Submitted': 'auto-replied' }),
      'Content-Type': 'text/plain; charset=utf-8',
    },
    `${text}\n`,
  ),
});

const BOUNDARY = 'part-of-a-report';

const report = (type: string, parts: readonly (readonly [type: string, body: string])[]) => ({
  'Content-Type': `multipart/report; report-type=${type}; boundary="${BOUNDARY}"`,
  body: [...parts.map(([kind, body]) => `--${BOUNDARY}\nContent-Type: ${kind}\n\n${body}\n`), `--${BOUNDARY}--\n`].join(''),
});

/** "This is spam", as the reader's mailbox provider reports it (RFC 5965). */
export function complaintAbout(letter: Letter, at: number): RawMail {
  const { body, ...type } = report('feedback-report', [
    ['text/plain', 'This is an abuse report for a message that a reader marked as spam.'],
    ['message/feedback-report', 'Feedback-Type: abuse\nUser-Agent: Mailbox-Provider/1.0\nVersion: 1'],
    ['text/rfc822-headers', `Message-ID: ${letter.messageId}\nTo: ${letter.to}`],
  ]);
  const domain = letter.to.split('@')[1] ?? '';
  const headers = {
    ...common(letter, 'complaint', at),
    From: `feedback@${domain}`,
    To: letter.envelopeFrom,
    Subject: 'Abuse report',
    ...type,
  };
  return { to: letter.envelopeFrom, raw: message(headers, body) };
}

/** "No such user", said after the mail was taken (RFC 3464). */
export function bounceOf(letter: Letter, at: number): RawMail {
  const domain = letter.to.split('@')[1] ?? '';
  const { body, ...type } = report('delivery-status', [
    ['text/plain', 'The mailbox does not exist.'],
    [
      'message/delivery-status',
      `Reporting-MTA: dns; mx.${domain}\n\nFinal-Recipient: rfc822; ${letter.to}\nAction: failed\nStatus: 5.1.1`,
    ],
    ['text/rfc822-headers', `Message-ID: ${letter.messageId}\nTo: ${letter.to}`],
  ]);
  const headers = {
    ...common(letter, 'bounce', at),
    From: `MAILER-DAEMON@${domain}`,
    To: letter.envelopeFrom,
    Subject: 'Undelivered',
    ...type,
  };
  return { to: letter.envelopeFrom, raw: message(headers, body) };
}

const asAscii = (text: string): string => text.replaceAll('’', "'").replaceAll(/[^\x20-\x7e]/g, '');
