import { createTransport } from 'nodemailer';
import type { Options } from 'nodemailer/lib/smtp-transport';
import type { MayGo, SendOutcome } from '../../domain/contact/send-outcome.ts';
import { Conversation, type SmtpTimeouts } from './conversation.ts';
import { dkimOptions, type DkimSettings } from './dkim.ts';
import type { OutgoingEmail } from './mailer.ts';
import { messageOf, preparedHeaders } from './smtp-message.ts';
import { outcomeOf, type SmtpTrouble } from './smtp-outcome.ts';

interface PoolOptions {
  readonly timeouts: SmtpTimeouts;
  readonly dkim: DkimSettings | undefined;
  readonly connections: number;
}

interface Attempt {
  readonly outcome: SendOutcome;
  /** Whether another connection may send the email at once. */
  readonly isStale?: boolean;
}

/** Pooled connections to an SMTP server. */
export interface SmtpPool {
  /** How many emails are being sent, or wait for a connection. */
  readonly underWay: number;
  attempt(email: OutgoingEmail, deadlineMs: number, mayGo?: MayGo): Promise<Attempt>;
  /** Breaks off what is under way. */
  close(): void;
}

/** Real milliseconds until we close an idle connection; otherwise an email could meet one that the server has just closed. */
const IDLE = 2_000;

/** @throws DkimKeyUnusable */
export async function openSmtpPool(server: Options, { timeouts, dkim, connections }: PoolOptions): Promise<SmtpPool> {
  const transport = createTransport({
    ...server,
    pool: true,
    maxConnections: connections,
    maxMessages: 1000,
    maxRequeues: 0, // the ledger decides about retries
    idleTimeout: IDLE,
    dkim: dkim && (await dkimOptions(dkim)),
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
  return {
    get underWay() {
      return underWay.size;
    },
    async attempt(email, deadlineMs, mayGo) {
      const headers = preparedHeaders(email);
      const conversation = new Conversation(timeouts, deadlineMs, mayGo);
      conversations.set(headers, conversation);
      underWay.add(conversation);
      try {
        const { response } = await transport.sendMail({ ...messageOf(email), headers, signal: conversation.signal });
        return { outcome: { state: 'accepted', smtpCode: Number.parseInt(response, 10) || 250 } };
      } catch (error) {
        if (conversation.wasStopped) return { outcome: { state: 'notSent', because: 'stopped' } };
        const trouble = error as SmtpTrouble;
        return { outcome: outcomeOf(trouble, conversation), isStale: isStale(trouble, conversation) };
      } finally {
        conversation.end();
        underWay.delete(conversation);
      }
    },
    close() {
      for (const conversation of underWay) conversation.breakOff();
      transport.close();
    },
  };
}

/**
 * Whether the server had closed an idle connection, silently or with 421. No byte of the email had been sent, so it may use another
 * connection at once.
 */
const isStale = ({ code, responseCode }: SmtpTrouble, { hasBegun }: Conversation): boolean =>
  !hasBegun && (responseCode === 421 || (code === 'ECONNECTION' && responseCode === undefined));
