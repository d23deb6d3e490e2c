import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { IncomingMail } from './read-mail.ts';

/** A message that can't be read. Retrying does not help. */
export class MailUnreadable extends Error {
  override readonly name = 'MailUnreadable';
  readonly code = 'mailUnreadable';
  readonly retryable = false;
}

/** Reads messages in a thread, so that a harmful one can't block the process. */
export interface MailReader extends AsyncDisposable {
  /** @throws MailUnreadable if it is malformed beyond reading, or takes too long */
  read(raw: Uint8Array): Promise<IncomingMail>;
}

type Answer = { readonly mail: IncomingMail } | { readonly unreadable: string };

/** Real milliseconds for one message, including the start of the thread. */
const DEADLINE = 10_000;

/** TypeScript in the repository, JavaScript in the package. */
const readingThread = new URL(`./reading-thread${extname(import.meta.url)}`, import.meta.url);

/** Uses one thread, which starts with the first message; a thread that is too slow or dies is replaced. */
export function createMailReader({ deadline = DEADLINE } = {}): MailReader {
  let thread: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const drop = async () => {
    const dropped = thread;
    thread = undefined;
    await dropped?.terminate();
  };

  const readNow = async (raw: Uint8Array): Promise<IncomingMail> => {
    const reading = (thread ??= new Worker(readingThread));
    reading.unref();
    try {
      const answer = await answerOf(reading, raw, deadline);
      if ('mail' in answer) return answer.mail;
      throw new MailUnreadable(answer.unreadable);
    } catch (error) {
      if (!(error instanceof MailUnreadable) || error.message === TOO_SLOW) void drop(); // not awaited, because a thread may be slow to end
      throw error instanceof MailUnreadable ? error : new MailUnreadable(String(error));
    }
  };

  return {
    read(raw) {
      const mine = last.then(() => readNow(raw));
      last = mine.catch(() => {}); // the sender of this message hears of the error; the next one is read all the same
      return mine;
    },
    [Symbol.asyncDispose]: drop,
  };
}

const TOO_SLOW = 'It took too long to read.';

function answerOf(thread: Worker, raw: Uint8Array, deadline: number): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => reject(new MailUnreadable(TOO_SLOW)), deadline);
  const died = (code: number) => reject(new Error(`The reader ended with the code ${code}.`));
  thread.once('message', resolve).once('error', reject).once('exit', died);
  thread.postMessage(raw);
  return promise.finally(() => {
    clearTimeout(timer);
    thread.off('message', resolve).off('error', reject).off('exit', died);
  });
}
