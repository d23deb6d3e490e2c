import type { Email } from './email.ts';
import { commonHeaders, domainOf, multipartMessage, plainMessage, type RawMail } from './mime.ts';

/** The bounces that different mail servers send for a mailbox that does not exist. */
export const bounceShapes = {
  /** A delivery report that follows RFC 3464. */
  report: (email, at) =>
    multipartMessage(
      { ...headers(email, at), From: `MAILER-DAEMON@${domainOf(email)}`, Subject: 'Undelivered Mail Returned to Sender' },
      'report; report-type=delivery-status',
      [
        ['text/plain', 'The mailbox does not exist.'],
        ['message/delivery-status', `${reportingServer(email)}\n\n${failed(email)}\nStatus: 5.1.1`],
        ['text/rfc822-headers', `Message-ID: ${email.messageId}\nTo: ${email.to}`],
      ],
    ),

  /** Free text, with the address in a header of its own. */
  exim: (email, at) =>
    plainMessage(
      {
        ...headers(email, at),
        From: `Mail Delivery System <Mailer-Daemon@mx.${domainOf(email)}>`,
        Subject: 'Mail delivery failed: returning message to sender',
        'X-Failed-Recipients': email.to,
        'Auto-Submitted': 'auto-replied',
      },
      `A message that you sent could not be delivered to one of its recipients. The address failed for good:

  ${email.to}
    host mx.${domainOf(email)} [192.0.2.25]
    SMTP error after RCPT TO:<${email.to}>: 550 Unknown user

------ This is a copy of the message, with all its headers. ------

${returned(email)}`,
    ),

  /** Free text, without a header that marks it as a bounce. */
  qmail: (email, at) =>
    plainMessage(
      { ...headers(email, at), From: `MAILER-DAEMON@mx.${domainOf(email)}`, Subject: 'failure notice' },
      `Hi. This is the qmail-send program at mx.${domainOf(email)}.
I could not deliver your message to this address, and have given up.

<${email.to}>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

${returned(email)}`,
    ),

  /** A report with a code that means something else in the RFC; only its text says what is meant. */
  office365: (email, at) =>
    multipartMessage(
      {
        ...headers(email, at),
        From: `Microsoft Outlook <postmaster@${domainOf(email)}>`,
        Subject: `Undeliverable: ${email.messageId}`,
        'Auto-Submitted': 'auto-replied',
      },
      'report; report-type=delivery-status',
      [
        ['text/html; charset=utf-8', `<p>Your message to <b>${email.to}</b> couldn't be delivered.</p>`],
        [
          'message/delivery-status',
          `${reportingServer(email)}\n\n${failed(email)}\nStatus: 5.4.1
Diagnostic-Code: smtp;550 5.4.1 Recipient address rejected: Access denied.`,
        ],
        ['message/rfc822', returned(email)],
      ],
    ),
} as const satisfies Record<string, (email: Email, at: number) => string>;

export type BounceShape = keyof typeof bounceShapes;

/** A bounce of an email, on its way to the address that the envelope named. */
export const bounceOf = (email: Email, shape: BounceShape, at: number): RawMail => ({
  to: email.envelopeFrom,
  raw: bounceShapes[shape](email, at),
});

/** A spam complaint, as the reader's mailbox provider reports it (RFC 5965). */
export const complaintAbout = (email: Email, at: number): RawMail => ({
  to: email.envelopeFrom,
  raw: multipartMessage(
    {
      ...commonHeaders(email, 'complaint', at),
      From: `feedback@${domainOf(email)}`,
      To: email.envelopeFrom,
      Subject: 'Abuse report',
    },
    'report; report-type=feedback-report',
    [
      ['text/plain', 'This is an abuse report for a message that a reader marked as spam.'],
      ['message/feedback-report', 'Feedback-Type: abuse\nUser-Agent: Mailbox-Provider/1.0\nVersion: 1'],
      ['text/rfc822-headers', `Message-ID: ${email.messageId}\nTo: ${email.to}`],
    ],
  ),
});

const headers = (email: Email, at: number) => ({
  ...commonHeaders(email, 'bounce', at),
  'Return-Path': '<>',
  To: email.envelopeFrom,
});
const reportingServer = (email: Email): string => `Reporting-MTA: dns; mx.${domainOf(email)}`;
const failed = ({ to }: Email): string => `Final-Recipient: rfc822; ${to}\nAction: failed`;

/** The message that comes back: its headers, and its text with our own footer. */
const returned = (email: Email): string =>
  `Message-ID: ${email.messageId}\nFrom: ${email.from}\nTo: ${email.to}\n\n${email.text}`;
