import type { EmailStore, MailSummary } from './email-store.ts';
import { readMail, type Mail } from './mail-reading.ts';

interface MailQuery {
  /** Only messages after this id. */
  after?: number;
  /** Only messages to this envelope address, in any case. */
  to?: string;
  limit?: number;
}

interface WaitOptions {
  /** Only messages after this id; default: all. */
  after?: number;
  /** Default 10 s. */
  timeoutMs?: number;
}

/** The messages that the sink has received. */
export interface Inbox {
  /** The number of messages; also the cursor of the newest. */
  readonly count: number;
  messages(query?: MailQuery): MailSummary[];
  /** @throws RangeError when the message does not exist */
  read(id: number): Promise<Mail>;
  /** The message as it came over the wire. */
  raw(id: number): Promise<Buffer>;
  /** Resolves with the first matching message, as soon as it arrives. */
  waitFor(wanted: (mail: MailSummary) => boolean, options?: WaitOptions): Promise<MailSummary>;
}

/** Reads from a store. */
export function inboxOf(store: EmailStore): Inbox {
  const messages = ({ after = 0, to, limit = Infinity }: MailQuery = {}): MailSummary[] => {
    const emails = store.after(after);
    const address = to?.toLowerCase();
    const wanted = address
      ? emails.filter((mail) => mail.envelope.to.some((recipient) => recipient.toLowerCase() === address))
      : emails;
    return wanted.slice(0, limit);
  };
  return {
    get count() {
      return store.count;
    },
    messages,
    read: (id) => readMail(store, id),
    raw: (id) => store.raw(id),
    async waitFor(wanted, { after = 0, timeoutMs = 10_000 } = {}) {
      const giveUp = performance.now() + timeoutMs;
      for (let cursor = after; ;) {
        const emails = messages({ after: cursor });
        const found = emails.find(wanted);
        if (found) return found;
        cursor = emails.at(-1)?.id ?? cursor;
        const left = giveUp - performance.now();
        if (left <= 0) throw new Error(`no such mail within ${timeoutMs} ms; ${store.count} arrived in all`);
        await arrival(store, left);
      }
    },
  };
}

const arrival = (store: EmailStore, withinMs: number): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      forget();
      resolve();
    };
    const timer = setTimeout(done, withinMs);
    const forget = store.onArrival(done);
  });
