import { createTransport } from 'nodemailer';
import { MINUTE } from '../../domain/time/duration.ts';
import { withBreaker } from './breaker.ts';
import { Conversation, standardTimeouts, type SmtpTimeouts } from './conversation.ts';
import { dkimOptions, type DkimSettings } from './dkim.ts';
import { displayName, unstructured } from './mail-header.ts';
import type { MayGo, SendOutcome } from '../../domain/contact/send-outcome.ts';
import type { Mailbox, Mailer, OutgoingEmail } from './mailer.ts';
import { extensionsOf } from './smtp-extensions.ts';
import { outcomeOf, type SmtpTrouble } from './smtp-outcome.ts';
import { mustEncrypt, type TlsUse } from './smtp-tls.ts';

export interface SmtpSettings {
  /** `smtp://` or `smtps://user:password@host:port`. */
  readonly url: string;
  /** By default, `required` for a login to another machine, otherwise `opportunistic`. */
  readonly tls?: TlsUse;
  /** The default is those of RFC 5321. */
  readonly timeouts?: Partial<SmtpTimeouts>;
  readonly dkim?: DkimSettings;
  /** Simultaneous connections. If the provider takes 50 ms for an email, 20 of them send 340 emails a second. Default 20. */
  readonly connections?: number;
}

export interface SmtpMailer extends Mailer, AsyncDisposable {}

/** Real milliseconds until we close an idle connection; otherwise an email could meet one that the server has just closed. */
const IDLE = 2_000;
const BREAKER = { failures: 5, openMs: 10_000 };
/** The most emails being sent or waiting for a connection. A server that hangs must not fill our memory. */
const MOST_UNDER_WAY = 1_000;
/** How long an answer about SMTPUTF8 stays valid. */
const EXTENSIONS_HOLD = 10 * MINUTE;

/**
 * A mailer that sends through an SMTP server, over pooled connections.
 * @throws DkimKeyUnusable
 */
export async function createSmtpMailer({ url, tls, timeouts, dkim, connections = 20 }: SmtpSettings): Promise<SmtpMailer> {
  const patience = { ...standardTimeouts, ...timeouts };
  const server = {
    url,
    requireTLS: mustEncrypt(url, tls),
    dnsTimeout: patience.connect,
    connectionTimeout: patience.connect,
    greetingTimeout: patience.connect,
    socketTimeout: Math.max(...Object.values(patience)), // the conversation times each step
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const transport = createTransport({
    ...server,
    pool: true,
    maxConnections: connections,
    maxMessages: 1000,
    maxRequeues: 0, // the ledger decides about retries
    idleTimeout: IDLE,
    ...(dkim && { dkim: await dkimOptions(dkim) }),
  });
  const conversations = new WeakMap<object, Conversation>();
  transport.use('stream', (mail, done) => {
    const { message } = mail;
    const create = message.createReadStream.bind(message);
    message.createReadStream = (...args) => {
      return conversations.get(mail.data.headers as object)!.follow(create(...args));
    };
    done();
  });

  const underWay = new Set<Conversation>();
  const sendOnce = async (
    email: OutgoingEmail,
    deadlineMs: number,
    mayGo?: MayGo,
  ): Promise<{ outcome: SendOutcome; isStale?: boolean }> => {
    const headers = preparedHeaders(email);
    const conversation = new Conversation(patience, deadlineMs, mayGo);
    conversations.set(headers, conversation);
    underWay.add(conversation);
    try {
      const { response } = await transport.sendMail({ ...fields(email), headers, signal: conversation.signal });
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
  /** Undefined if the server offers SMTPUTF8 (RFC 6531). */
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

  const send: Mailer['send'] = async (email, deadlineMs, mayGo) => {
    if (underWay.size >= MOST_UNDER_WAY) return { state: 'notSent', because: 'busy' };
    const unfit = needsSmtpUtf8(email) ? await withoutUtf8() : undefined;
    if (unfit) return unfit;
    const first = await sendOnce(email, deadlineMs, mayGo);
    return first.isStale ? (await sendOnce(email, deadlineMs, mayGo)).outcome : first.outcome;
  };

  return {
    ...withBreaker({ send }, BREAKER),
    [Symbol.asyncDispose]: () => {
      for (const conversation of underWay) conversation.breakOff();
      transport.close();
      return Promise.resolve();
    },
  };
}

/**
 * Whether the server had closed an idle connection, silently or with 421. No byte of the email had been sent, so it may use another
 * connection at once.
 */
const isStale = ({ code, responseCode }: SmtpTrouble, { hasBegun }: Conversation): boolean =>
  !hasBegun && (responseCode === 421 || (code === 'ECONNECTION' && responseCode === undefined));

/** Only the part before the @ matters: domains are sent in their ASCII form. */
const needsSmtpUtf8 = ({ to, from, replyTo }: OutgoingEmail): boolean =>
  [to, from, ...(replyTo ?? [])].some(({ address }) => /[^ -~]/.test(address.slice(0, address.lastIndexOf('@'))));

/** Recipients are passed as objects: nodemailer parses a string as a list of addresses, and the string may come from outside. */
const fields = ({ from, replyTo, to, envelopeFrom, ...email }: OutgoingEmail) => ({
  from: mailbox(from),
  replyTo: replyTo?.map(mailbox),
  to: mailbox(to),
  envelope: { from: envelopeFrom, to: to.address },
  messageId: email.messageId,
  date: new Date(email.date),
  text: email.text,
  html: email.html,
  attachments: [...(email.attachments ?? [])],
});

const mailbox = ({ name, address }: Mailbox): Mailbox => ({ name: displayName(name), address });

/** `prepared` headers are sent unchanged. Folding would break a long address, and encoded words are already folded. */
const preparedHeaders = ({ headers, subject }: OutgoingEmail): Record<string, Prepared> => ({
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
