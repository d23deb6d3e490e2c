import { parentPort } from 'node:worker_threads';
import type { EmailStore } from '../dev/mail/email-store.ts';
import { summaryOf } from '../dev/mail/mail-headers.ts';
import { startMailSink } from '../dev/mail/mail-sink.ts';

/** When an email arrived: told from a thread of its own, so that a busy worker does not delay the clock. */
export interface Arrival {
  readonly messageId: string;
  /** Real milliseconds since the epoch. */
  readonly at: number;
}

/** Tells of each message and saves none. */
function tellingStore(): EmailStore {
  let count = 0;
  const nothing = (): never => {
    throw new RangeError('this sink saves nothing');
  };
  return {
    get count() {
      return count;
    },
    add(raw, envelope, at) {
      const mail = { id: ++count, at, envelope, ...summaryOf(raw), size: raw.length };
      parentPort?.postMessage({ messageId: mail.messageId, at } satisfies Arrival);
      return Promise.resolve(mail);
    },
    after: () => [],
    get: () => undefined,
    raw: nothing,
    onArrival: nothing,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

const { smtpUrl } = await startMailSink({ store: tellingStore() });
parentPort?.postMessage(smtpUrl);
