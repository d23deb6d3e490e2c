import { parentPort } from 'node:worker_threads';
import { startMailSink } from '../dev/mail/mail-sink.ts';
import { emptyStore } from './empty-store.ts';

const { smtpUrl } = await startMailSink({ store: emptyStore() });
parentPort?.postMessage(smtpUrl);
