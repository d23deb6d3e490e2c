import { mkdir, open, readFile, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { summaryOf } from './mail-headers.ts';

/** Sender and recipients in the SMTP conversation (not in the headers). */
export interface Envelope {
  from: string;
  to: string[];
}

/** The summary of a message for lists. */
export interface MailSummary {
  /** 1, 2, 3 … in order of arrival: also the cursor. */
  id: number;
  /** When it arrived, epoch milliseconds. */
  at: number;
  envelope: Envelope;
  /** The decoded headers; empty when missing. */
  from: string;
  to: string;
  subject: string;
  messageId: string;
  size: number;
}

export interface EmailStore extends AsyncDisposable {
  readonly count: number;
  /** Resolves when the message is on disk. */
  add(raw: Buffer, envelope: Envelope, at: number): Promise<MailSummary>;
  /** The messages after a cursor, in order of arrival. */
  after(cursor: number): MailSummary[];
  get(id: number): MailSummary | undefined;
  /** @throws RangeError when the message does not exist */
  raw(id: number): Promise<Buffer>;
  /** Calls the listener after each arrival. @returns a function that removes the listener */
  onArrival(listener: () => void): () => void;
}

const inMemoryBytes = 64_000_000;

/** Saves messages as `<folder>/<id>.eml`, as received, with an index next to them. Messages of earlier runs are still there. */
export async function openEmailStore(folder: string): Promise<EmailStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 }); // private emails: no other user of this machine may read them
  const indexFile = join(folder, 'index.jsonl');
  const emails = await readIndex(indexFile);
  const index: FileHandle = await open(indexFile, 'a');
  const recent = recentBuffers(inMemoryBytes);
  const listeners = new Set<() => void>();
  const fileOf = (id: number): string => join(folder, `${id}.eml`);
  const write = async (raw: Buffer, envelope: Envelope, at: number): Promise<MailSummary> => {
    const mail: MailSummary = { id: emails.length + 1, at, envelope, ...summaryOf(raw), size: raw.length };
    await writeFile(fileOf(mail.id), raw);
    await index.appendFile(`${JSON.stringify(mail)}\n`);
    recent.keep(mail.id, raw);
    emails.push(mail);
    for (const listener of listeners) listener();
    return mail;
  };
  let queue: Promise<unknown> = Promise.resolve();
  return {
    get count() {
      return emails.length;
    },
    add(raw, envelope, at) {
      // One at a time: ids have no gaps, so no cursor can skip a message that is still being written.
      const written = queue.then(() => write(raw, envelope, at));
      queue = written.catch(() => {}); // the caller hears of the error; the next email is written all the same
      return written;
    },
    after: (cursor) => emails.slice(cursor),
    get: (id) => emails[id - 1],
    async raw(id) {
      if (!emails[id - 1]) throw new RangeError(`message ${id} does not exist; the last is ${emails.length}`);
      return recent.get(id) ?? (await readFile(fileOf(id)));
    },
    onArrival(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async [Symbol.asyncDispose]() {
      await queue;
      await index.close();
    },
  };
}

async function readIndex(file: string): Promise<MailSummary[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const emails: MailSummary[] = [];
  for (const line of text.split('\n')) {
    try {
      const mail = JSON.parse(line) as MailSummary;
      if (mail.id === emails.length + 1) emails.push(mail);
    } catch {
      // the end of the file, or an incomplete line of a killed process
    }
  }
  return emails;
}

/** The latest messages, up to so many bytes: most messages are read soon after arrival. */
function recentBuffers(limit: number) {
  const buffers = new Map<number, Buffer>();
  let bytes = 0;
  return {
    get: (id: number) => buffers.get(id),
    keep(id: number, raw: Buffer) {
      buffers.set(id, raw);
      bytes += raw.length;
      for (const [oldest, buffer] of buffers) {
        if (bytes <= limit) break;
        buffers.delete(oldest);
        bytes -= buffer.length;
      }
    },
  };
}
