import { parentPort } from 'node:worker_threads';
import { summaryOf } from '../dev/mail/mail-headers.ts';
import { startMailSink } from '../dev/mail/mail-sink.ts';
import { emptyStore } from './empty-store.ts';

/** When an email arrived: told from a thread of its own, so that a busy worker does not delay the clock. */
export interface Arrival {
  readonly messageId: string;
  /** Real milliseconds since the epoch. */
  readonly at: number;
}

const store = emptyStore((raw, at) => parentPort?.postMessage({ messageId: summaryOf(raw).messageId, at } satisfies Arrival));
const { smtpUrl } = await startMailSink({ store });
parentPort?.postMessage(smtpUrl);
