import type { Letter } from './letter.ts';
import { commonHeaders, domainOf, multipartMessage, plainMessage, type RawMail } from './mime.ts';

/** What mail servers say afterwards of a mailbox that does not exist: as different programs word and shape it. */
export const bounceShapes = {
  /** A delivery report by the book (RFC 3464). */
  report: (letter, at) =>
    multipartMessage(
      { ...headers(letter, at), From: `MAILER-DAEMON@${domainOf(letter)}`, Subject: 'Undelivered Mail Returned to Sender' },
      'report; report-type=delivery-status',
      [
        ['text/plain', 'The mailbox does not exist.'],
        ['message/delivery-status', `${reportingServer(letter)}\n\n${failed(letter)}\nStatus: 5.1.1`],
        ['text/rfc822-headers', `Message-ID: ${letter.messageId}\nTo: ${letter.to}`],
      ],
    ),

  /** Free text, with the address in a header of its own. */
  exim: (letter, at) =>
    plainMessage(
      {
        ...headers(letter, at),
        From: `Mail Delivery System <Mailer-Daemon@mx.${domainOf(letter)}>`,
        Subject: 'Mail delivery failed: returning message to sender',
        'X-Failed-Recipients': letter.to,
        'Auto-Submitted': 'auto-replied',
      },
      `A message that you sent could not be delivered to one of its recipients. The address failed for good:

  ${letter.to}
    host mx.${domainOf(letter)} [192.0.2.25]
    SMTP error after RCPT TO:<${letter.to}>: 550 Unknown user

------ This is a copy of the message, with all its headers. ------

${returned(letter)}`,
    ),

  /** Free text, and no header that says what it is. */
  qmail: (letter, at) =>
    plainMessage(
      { ...headers(letter, at), From: `MAILER-DAEMON@mx.${domainOf(letter)}`, Subject: 'failure notice' },
      `Hi. This is the qmail-send program at mx.${domainOf(letter)}.
I could not deliver your message to this address, and have given up.

<${letter.to}>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

${returned(letter)}`,
    ),

  /** A report whose code means something else by the book, and whose text says what is meant. */
  office365: (letter, at) =>
    multipartMessage(
      {
        ...headers(letter, at),
        From: `Microsoft Outlook <postmaster@${domainOf(letter)}>`,
        Subject: `Undeliverable: ${letter.messageId}`,
        'Auto-Submitted': 'auto-replied',
      },
      'report; report-type=delivery-status',
      [
        ['text/html; charset=utf-8', `<p>Your message to <b>${letter.to}</b> couldn't be delivered.</p>`],
        [
          'message/delivery-status',
          `${reportingServer(letter)}\n\n${failed(letter)}\nStatus: 5.4.1
Diagnostic-Code: smtp;550 5.4.1 Recipient address rejected: Access denied.`,
        ],
        ['message/rfc822', returned(letter)],
      ],
    ),
} as const satisfies Record<string, (letter: Letter, at: number) => string>;

export type BounceShape = keyof typeof bounceShapes;

/** A bounce of a letter, on its way to the address that the envelope named. */
export const bounceOf = (letter: Letter, shape: BounceShape, at: number): RawMail => ({
  to: letter.envelopeFrom,
  raw: bounceShapes[shape](letter, at),
});

/** "This is spam", as the reader's mailbox provider reports it (RFC 5965). */
export const complaintAbout = (letter: Letter, at: number): RawMail => ({
  to: letter.envelopeFrom,
  raw: multipartMessage(
    {
      ...commonHeaders(letter, 'complaint', at),
      From: `feedback@${domainOf(letter)}`,
      To: letter.envelopeFrom,
      Subject: 'Abuse report',
    },
    'report; report-type=feedback-report',
    [
      ['text/plain', 'This is an abuse report for a message that a reader marked as spam.'],
      ['message/feedback-report', 'Feedback-Type: abuse\nUser-Agent: Mailbox-Provider/1.0\nVersion: 1'],
      ['text/rfc822-headers', `Message-ID: ${letter.messageId}\nTo: ${letter.to}`],
    ],
  ),
});

const headers = (letter: Letter, at: number) => ({
  ...commonHeaders(letter, 'bounce', at),
  'Return-Path': '<>',
  To: letter.envelopeFrom,
});
const reportingServer = (letter: Letter): string => `Reporting-MTA: dns; mx.${domainOf(letter)}`;
const failed = ({ to }: Letter): string => `Final-Recipient: rfc822; ${to}\nAction: failed`;

/** The message that comes back: its headers, and its text with our own footer. */
const returned = (letter: Letter): string =>
  `Message-ID: ${letter.messageId}\nFrom: ${letter.from}\nTo: ${letter.to}\n\n${letter.text}`;
