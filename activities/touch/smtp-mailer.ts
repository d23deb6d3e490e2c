import { createTransport } from 'nodemailer';
import { MINUTE } from '../../domain/time/duration.ts';
import { withBreaker } from './breaker.ts';
import { Conversation, standardTimeouts, type SmtpTimeouts } from './conversation.ts';
import { dkimOptions, type DkimSettings } from './dkim.ts';
import { displayName, unstructured } from './mail-header.ts';
import type { Mailbox, Mailer, MayGo, OutgoingMail, SendOutcome } from './mailer.ts';
import { extensionsOf } from './smtp-extensions.ts';
import { outcomeOf, type SmtpTrouble } from './smtp-outcome.ts';
import { mustEncrypt, type TlsUse } from './smtp-tls.ts';

export interface SmtpSettings {
  /** `smtp://` or `smtps://user:password@host:port`. */
  readonly url: string;
  /** Default: `required` for a login to another machine, else `opportunistic`. */
  readonly tls?: TlsUse;
  /** Default: those of RFC 5321. */
  readonly timeouts?: Partial<SmtpTimeouts>;
  readonly dkim?: DkimSettings;
  /** At once. At 50 ms a mail of the provider's, 20 of them make 340 mails a second. Default 20. */
  readonly connections?: number;
}

export interface SmtpMailer extends Mailer, AsyncDisposable {}

/** Real milliseconds after which we close a connection without work: else a mail could meet one that the server has just closed. */
const IDLE = 2_000;
const BREAKER = { failures: 5, openMs: 10_000 };
/** Mails that are on their way or wait for a connection. A server that hangs must not fill our memory. */
const MOST_UNDER_WAY = 1_000;
/** How long an answer about SMTPUTF8 holds. */
const EXTENSIONS_HOLD = 10 * MINUTE;

/**
 * A mailer that hands mails to an SMTP server, over connections that it keeps.
 * @throws DkimKeyUnusable
 */
export const createSmtpMailer = async ({ url, tls, timeouts, dkim, connections = 20 }: SmtpSettings): Promise<SmtpMailer> => {
  const patience = { ...standardTimeouts, ...timeouts };
  const server = {
    url,
    requireTLS: mustEncrypt(url, tls),
    dnsTimeout: patience.connect,
    connectionTimeout: patience.connect,
    greetingTimeout: patience.connect,
    socketTimeout: Math.max(...Object.values(patience)), // each step is timed by its conversation
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const transport = createTransport({
    ...server,
    pool: true,
    maxConnections: connections,
    maxMessages: 1000,
    maxRequeues: 0, // what is tried again, and when, the ledger decides
    idleTimeout: IDLE,
    ...(dkim && { dkim: await dkimOptions(dkim) }),
  });
  const conversations = new WeakMap<object, Conversation>();
  transport.use('stream', (mail, done) => {
    const { message } = mail;
    const create = message.createReadStream.bind(message);
    message.createReadStream = (...args) => {
      const conversation = conversations.get(mail.data.headers as object);
      return conversation ? conversation.follow(create(...args)) : create(...args);
    };
    done();
  });

  const underWay = new Set<Conversation>();
  const sendOnce = async (
    mail: OutgoingMail,
    deadlineMs: number,
    mayGo?: MayGo,
  ): Promise<{ outcome: SendOutcome; isStale?: boolean }> => {
    const headers = preparedHeaders(mail);
    const conversation = new Conversation(patience, deadlineMs, mayGo);
    conversations.set(headers, conversation);
    underWay.add(conversation);
    try {
      const { response } = await transport.sendMail({ ...fields(mail), headers, signal: conversation.signal });
      return { outcome: { state: 'accepted', smtpCode: Number.parseInt(response, 10) || 250 } };
    } catch (error) {
      if (conversation.wasStopped) return { outcome: { state: 'notSent', because: 'stopped' } };
      const trouble = error as SmtpTrouble;
      return { outcome: outcomeOf(trouble, conversation), isStale: isStale(trouble, conversation) };
    } finally {
      conversation.end();
      underWay.delete(conversation);
    }
  };

  let utf8: { readonly isOffered: boolean; readonly until: number } | undefined;
  /** Undefined when the server offers SMTPUTF8 (RFC 6531). */
  const withoutUtf8 = async (): Promise<SendOutcome | undefined> => {
    const now = performance.now();
    try {
      if (!utf8 || utf8.until < now)
        utf8 = { isOffered: (await extensionsOf(server)).has('SMTPUTF8'), until: now + EXTENSIONS_HOLD };
    } catch (error) {
      return outcomeOf(error as SmtpTrouble, { wasReadToItsEnd: false });
    }
    return utf8.isOffered ? undefined : { state: 'notSent', because: 'noSmtpUtf8', recipient: true };
  };

  const send: Mailer['send'] = async (mail, deadlineMs, mayGo) => {
    if (underWay.size >= MOST_UNDER_WAY) return { state: 'notSent', because: 'busy' };
    const unfit = needsSmtpUtf8(mail) ? await withoutUtf8() : undefined;
    if (unfit) return unfit;
    const first = await sendOnce(mail, deadlineMs, mayGo);
    return first.isStale ? (await sendOnce(mail, deadlineMs, mayGo)).outcome : first.outcome;
  };

  return {
    ...withBreaker({ send }, BREAKER),
    [Symbol.asyncDispose]: () => {
      for (const conversation of underWay) conversation.breakOff();
      transport.close();
      return Promise.resolve();
    },
  };
};

/**
 * A server may close a kept connection at any time, in silence or with 421. Not a byte of the mail was on its way, so it may
 * go over another connection at once.
 */
const isStale = ({ code, responseCode }: SmtpTrouble, { hasBegun }: Conversation): boolean =>
  !hasBegun && (responseCode === 421 || (code === 'ECONNECTION' && responseCode === undefined));

/** The part before the @; domains go out in their ASCII form. */
const needsSmtpUtf8 = ({ to, from, replyTo }: OutgoingMail): boolean =>
  [to, from, ...(replyTo ? [replyTo] : [])].some(({ address }) => /[^ -~]/.test(address.slice(0, address.lastIndexOf('@'))));

/** Recipients as objects: nodemailer would read a text as a list of addresses, and a text may come from outside. */
const fields = ({ from, replyTo, to, envelopeFrom, ...mail }: OutgoingMail) => ({
  from: mailbox(from),
  ...(replyTo && { replyTo: mailbox(replyTo) }),
  to: mailbox(to),
  envelope: { from: envelopeFrom, to: to.address },
  messageId: mail.messageId,
  date: new Date(mail.date),
  text: mail.text,
  html: mail.html,
  attachments: [...(mail.attachments ?? [])],
});

const mailbox = ({ name, address }: Mailbox): Mailbox => ({ name: displayName(name), address });

/** `prepared`: as they are. Folded, a long address would not survive; encoded words have to be. */
const preparedHeaders = ({ headers, subject }: OutgoingMail): Record<string, Prepared> => ({
  Subject: { prepared: true, foldLines: true, value: unstructured(subject) },
  ...Object.fromEntries(
    Object.entries(headers).map(([name, value]): [string, Prepared] => [
      name,
      { prepared: true, foldLines: value.includes('=?'), value },
    ]),
  ),
});

interface Prepared {
  readonly prepared: true;
  readonly foldLines: boolean;
  readonly value: string;
}
