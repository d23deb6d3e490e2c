import { withBreaker } from './breaker.ts';
import { standardTimeouts, type SmtpTimeouts } from './conversation.ts';
import type { DkimSettings } from './dkim.ts';
import type { Mailer } from './mailer.ts';
import { smtpUtf8Of } from './smtp-extensions.ts';
import { needsSmtpUtf8 } from './smtp-message.ts';
import { openSmtpPool } from './smtp-pool.ts';
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

const BREAKER = { failures: 5, openMs: 10_000 };
/** The most emails being sent or waiting for a connection. A server that hangs must not fill our memory. */
const MOST_UNDER_WAY = 1_000;

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
  const pool = await openSmtpPool(server, { timeouts: patience, dkim, connections });
  const withoutUtf8 = smtpUtf8Of(server);
  const send: Mailer['send'] = async (email, deadlineMs, mayGo) => {
    if (pool.underWay >= MOST_UNDER_WAY) return { state: 'notSent', because: 'busy' };
    const unfit = needsSmtpUtf8(email) ? await withoutUtf8() : undefined;
    if (unfit) return unfit;
    const first = await pool.attempt(email, deadlineMs, mayGo);
    return first.isStale ? (await pool.attempt(email, deadlineMs, mayGo)).outcome : first.outcome;
  };
  return {
    ...withBreaker({ send }, BREAKER),
    [Symbol.asyncDispose]: () => {
      pool.close();
      return Promise.resolve();
    },
  };
}
