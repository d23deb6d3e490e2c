import { parentPort } from 'node:worker_threads';
import { startMailSink } from '../dev/mail/mail-sink.ts';
import type { EmailStore } from '../dev/mail/email-store.ts';

/** Counts messages and saves none, because only sending is measured. */
function countingStore(): EmailStore {
  let count = 0;
  const nothing = (): never => {
    throw new RangeError('this sink saves nothing');
  };
  return {
    get count() {
      return count;
    },
    add(raw, envelope, at) {
      const mail = { id: ++count, at, envelope, from: '', to: '', subject: '', messageId: '', size: raw.length };
      return Promise.resolve(mail);
    },
    after: () => [],
    get: () => undefined,
    raw: nothing,
    onArrival: nothing,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

const { smtpUrl } = await startMailSink({ store: countingStore() });
parentPort?.postMessage(smtpUrl);
