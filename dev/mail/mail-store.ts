import { mkdir, open, readFile, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { summaryOf } from './mail-headers.ts';

/** Who a message was from and for, in the conversation (not in its headers). */
export interface Envelope {
  from: string;
  to: string[];
}

/** What a list of messages shows. */
export interface MailSummary {
  /** 1, 2, 3 … in order of arrival: also the cursor. */
  id: number;
  /** When it arrived, epoch milliseconds. */
  at: number;
  envelope: Envelope;
  /** The headers, decoded; empty when there is none. */
  from: string;
  to: string;
  subject: string;
  messageId: string;
  size: number;
}

export interface MailStore extends AsyncDisposable {
  readonly count: number;
  /** Resolves when the message is on disk. */
  add(raw: Buffer, envelope: Envelope, at: number): Promise<MailSummary>;
  /** Those that arrived after a cursor, in order of arrival. */
  after(cursor: number): MailSummary[];
  get(id: number): MailSummary | undefined;
  /** @throws RangeError when there is no such message */
  raw(id: number): Promise<Buffer>;
  /** Calls back after each arrival, until the returned function is called. */
  onArrival(tell: () => void): () => void;
}

const inMemoryBytes = 64_000_000;

/** Keeps messages as `<folder>/<id>.eml`, as received, with an index beside them; what an earlier run kept is still there. */
export async function openMailStore(folder: string): Promise<MailStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 }); // people's mail: nobody else's business on this machine
  const indexFile = join(folder, 'index.jsonl');
  const mails = await readIndex(indexFile);
  const index: FileHandle = await open(indexFile, 'a');
  const recent = recentBuffers(inMemoryBytes);
  const listeners = new Set<() => void>();
  const fileOf = (id: number): string => join(folder, `${id}.eml`);
  const write = async (raw: Buffer, envelope: Envelope, at: number): Promise<MailSummary> => {
    const mail: MailSummary = { id: mails.length + 1, at, envelope, ...summaryOf(raw), size: raw.length };
    await writeFile(fileOf(mail.id), raw);
    await index.appendFile(`${JSON.stringify(mail)}\n`);
    recent.keep(mail.id, raw);
    mails.push(mail);
    for (const tell of listeners) tell();
    return mail;
  };
  let queue: Promise<unknown> = Promise.resolve();
  return {
    get count() {
      return mails.length;
    },
    add(raw, envelope, at) {
      // One after the other: ids have no gaps, so that nobody's cursor passes a message that is still being written.
      const written = queue.then(() => write(raw, envelope, at));
      queue = written.catch(() => {});
      return written;
    },
    after: (cursor) => mails.slice(cursor),
    get: (id) => mails[id - 1],
    async raw(id) {
      if (!mails[id - 1]) throw new RangeError(`there is no message ${id}; the last one is ${mails.length}`);
      return recent.get(id) ?? (await readFile(fileOf(id)));
    },
    onArrival(tell) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    async [Symbol.asyncDispose]() {
      await queue;
      await index.close();
    },
  };
}

async function readIndex(file: string): Promise<MailSummary[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const mails: MailSummary[] = [];
  for (const line of text.split('\n')) {
    try {
      const mail = JSON.parse(line) as MailSummary;
      if (mail.id === mails.length + 1) mails.push(mail);
    } catch {
      // the end of the file, or a line that a killed process did not finish
    }
  }
  return mails;
}

/** The last messages, up to so many bytes: what is read, is mostly read soon. */
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
