import type { MailStore, MailSummary } from './mail-store.ts';
import { readMail, type Mail } from './mail-reading.ts';

interface MailQuery {
  /** Only those that arrived after this id. */
  after?: number;
  /** Only those for this address (of the envelope; in any spelling of upper and lower case). */
  to?: string;
  limit?: number;
}

interface WaitOptions {
  /** Look only at those that arrived after this id; default: at all. */
  after?: number;
  /** Default 10 s. */
  timeoutMs?: number;
}

/** What has arrived at the sink. */
export interface Inbox {
  /** How many there are; also the cursor of the newest. */
  readonly count: number;
  messages(query?: MailQuery): MailSummary[];
  /** @throws RangeError when there is no such message */
  read(id: number): Promise<Mail>;
  /** As it came over the wire. */
  raw(id: number): Promise<Buffer>;
  /** The first message that is wanted, as soon as it is there. */
  waitFor(wanted: (mail: MailSummary) => boolean, options?: WaitOptions): Promise<MailSummary>;
}

/** The reader's side of a store. */
export function inboxOf(store: MailStore): Inbox {
  const messages = ({ after = 0, to, limit = Infinity }: MailQuery = {}): MailSummary[] => {
    const mails = store.after(after);
    const address = to?.toLowerCase();
    const wanted = address ? mails.filter((mail) => mail.envelope.to.some((each) => each.toLowerCase() === address)) : mails;
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
        const mails = messages({ after: cursor });
        const found = mails.find(wanted);
        if (found) return found;
        cursor = mails.at(-1)?.id ?? cursor;
        const left = giveUp - performance.now();
        if (left <= 0) throw new Error(`no such mail within ${timeoutMs} ms; ${store.count} arrived in all`);
        await arrival(store, left);
      }
    },
  };
}

const arrival = (store: MailStore, withinMs: number): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      forget();
      resolve();
    };
    const timer = setTimeout(done, withinMs);
    const forget = store.onArrival(done);
  });
