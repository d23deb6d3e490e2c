import { parentPort } from 'node:worker_threads';
import { readMail } from './read-mail.ts';

/** Reads one message after the other, beside the process that answers requests. */
parentPort?.on('message', (raw: Uint8Array) => {
  void readMail(raw).then(
    (mail) => parentPort?.postMessage({ mail }),
    (error: unknown) => parentPort?.postMessage({ unreadable: error instanceof Error ? error.message : String(error) }),
  );
});
