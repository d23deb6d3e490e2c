import { randomUUID } from 'node:crypto';

/** Whom a report is about, and which mail of ours (its message id). */
interface About {
  readonly email: string;
  readonly about: string;
}

const report = (type: 'delivery-status' | 'feedback-report', text: string, { email, about }: About): string =>
  `From: MAILER-DAEMON@mx.their.example
To: bounces@mail.example.com
Subject: About a mail of yours
Message-ID: <${randomUUID()}@mx.their.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=${type}; boundary="b"

--b
Content-Type: text/plain

It is about the mail below.

--b
Content-Type: message/${type}

${text}

--b
Content-Type: text/rfc822-headers

From: hello@mail.example.com
To: ${email}
Message-ID: ${about}

--b--
`;

/** A delivery report that a mail server sends back (RFC 3464). */
export function dsn({ status, ...about }: About & { readonly status: string }): string {
  const { email } = about;
  const recipient = `Final-Recipient: rfc822; ${email}\nAction: failed\nStatus: ${status}`;
  return report('delivery-status', `Reporting-MTA: dns; mx.their.example\n\n${recipient}`, about);
}

/** A complaint of spam (RFC 5965). */
export const arf = (about: About): string =>
  report('feedback-report', 'Feedback-Type: abuse\nUser-Agent: Someone/1.0\nVersion: 1', about);
