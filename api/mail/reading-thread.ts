import { parentPort } from 'node:worker_threads';
import { readMail } from './read-mail.ts';

/** Reads messages one by one, outside the thread that answers requests. */
parentPort?.on('message', (raw: Uint8Array) => {
  void readMail(raw).then(
    (mail) => parentPort?.postMessage({ mail }),
    (error: unknown) => parentPort?.postMessage({ unreadable: error instanceof Error ? error.message : String(error) }),
  );
});
