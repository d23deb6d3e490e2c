import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { withBreaker } from './breaker.ts';
import { dkimOptions, type DkimSettings } from './dkim.ts';
import type { Mailer, OutgoingMail, SendOutcome } from './mailer.ts';
import { outcomeOf, type SmtpTrouble } from './smtp-outcome.ts';

export interface SmtpSettings {
  /** `smtp://` or `smtps://user:password@host:port`. */
  readonly url: string;
  readonly dkim?: DkimSettings;
  /** At once. At 50 ms a mail of the provider's, 20 of them make 340 mails a second. Default 20. */
  readonly connections?: number;
}

export interface SmtpMailer extends Mailer, AsyncDisposable {}

/** Real milliseconds without a sign of life from the server. Long waits would hold up whatever the lead does meanwhile. */
const TIME_OUT = 3_000;
const BREAKER = { failures: 5, openMs: 10_000 };

/**
 * A mailer that hands mails to an SMTP server, over connections that it keeps.
 * @throws DkimKeyUnusable
 */
export const createSmtpMailer = async ({ url, dkim, connections = 20 }: SmtpSettings): Promise<SmtpMailer> => {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxMessages: 1000,
    maxRequeues: 0, // what is tried again, and when, the ledger decides
    idleTimeout: TIME_OUT - 1000, // we hang up first: else a mail could meet a connection that the server has just closed
    dnsTimeout: TIME_OUT,
    connectionTimeout: TIME_OUT,
    greetingTimeout: TIME_OUT,
    socketTimeout: TIME_OUT,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim && { dkim: await dkimOptions(dkim) }),
  });
  const streams = new WeakMap<object, Readable>();
  transport.use('stream', (mail, done) => {
    const { message } = mail;
    const create = message.createReadStream.bind(message);
    message.createReadStream = (...args) => {
      const stream = create(...args);
      streams.set(mail.data.headers as object, stream);
      return stream;
    };
    done();
  });

  const sendOnce = async (mail: OutgoingMail, signal: AbortSignal): Promise<SendOutcome | 'stale'> => {
    const headers = preparedHeaders(mail);
    try {
      const { response } = await transport.sendMail({ ...fields(mail), headers, signal });
      return { state: 'accepted', smtpCode: Number.parseInt(response, 10) || 250 };
    } catch (error) {
      const stream = streams.get(headers);
      const trouble = error as SmtpTrouble;
      if (trouble.code === 'ECONNECTION' && trouble.responseCode === undefined && !stream?.readableDidRead) return 'stale';
      return outcomeOf(trouble, { wasReadToItsEnd: stream?.readableEnded ?? false });
    }
  };

  const send = async (mail: OutgoingMail, deadlineMs: number): Promise<SendOutcome> => {
    const signal = AbortSignal.timeout(deadlineMs);
    const first = await sendOnce(mail, signal);
    if (first !== 'stale') return first;
    // A server may close a kept connection at any time; not a byte of the mail was on its way.
    const second = await sendOnce(mail, signal);
    return second === 'stale' ? { state: 'notSent', because: 'connection' } : second;
  };

  return {
    ...withBreaker({ send }, BREAKER),
    [Symbol.asyncDispose]: () => {
      transport.close();
      return Promise.resolve();
    },
  };
};

/** Recipients as objects: nodemailer would read a text as a list of addresses, whoever wrote it. */
const fields = ({ from, replyTo, to, envelopeFrom, ...mail }: OutgoingMail) => ({
  from,
  ...(replyTo && { replyTo }),
  to,
  envelope: { from: envelopeFrom, to: to.address },
  messageId: mail.messageId,
  date: new Date(mail.date),
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  attachments: [...(mail.attachments ?? [])],
});

/** `prepared`: as they are. Folded or encoded, a long address would not survive. */
const preparedHeaders = ({ headers }: OutgoingMail): Record<string, { prepared: true; value: string }> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { prepared: true, value }]));
