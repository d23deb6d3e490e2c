import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { limits, sizeOf } from '../edge/limits.ts';
import { badRequest, Refusal } from '../procedures/refusal.ts';
import { decoderOf, guessedEncoding, Iso2022JpCheck, markedEncoding, Utf8Check, type Encoding } from './encoding.ts';

/** A text that can be read several times, in pieces. */
export interface TextSource {
  /** How the bytes were decoded; undefined for text that arrived as text. */
  readonly encoding?: Encoding;
  pieces(): AsyncIterable<string> | Iterable<string>;
}

/** Bytes, or UTF-16 units, to read at once: at most ten milliseconds' worth of rows. */
const PIECE = 32 * 1024;

export const textSource = (text: string): TextSource => ({
  *pieces() {
    for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
  },
});

/** Bytes of lines used to guess an encoding, which takes a millisecond per kilobyte. */
const SAMPLE = 16 * 1024;
const START = 4 * 1024;

/**
 * Reads a file as text, in the encoding of its byte order mark, otherwise as UTF-8, otherwise in the encoding that is recognised.
 * @throws Refusal `encodingUnknown`, or the error of the file system
 */
export async function fileSource(path: string): Promise<TextSource & { readonly encoding: Encoding }> {
  const encoding = await encodingOf(path);
  return {
    encoding,
    async *pieces() {
      const decoder = decoderOf(encoding);
      for await (const bytes of createReadStream(path, { highWaterMark: PIECE })) yield decoder.write(bytes as Buffer);
      yield decoder.end() ?? '';
    },
  };
}

/** Reads the whole text of a file. @throws as `fileSource` */
export async function readText(path: string): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of (await fileSource(path)).pieces()) pieces.push(piece);
  return pieces.join('');
}

async function encodingOf(path: string): Promise<Encoding> {
  const marked = markedEncoding(await startOf(path));
  if (marked) return marked;
  const utf8 = new Utf8Check();
  const japanese = new Iso2022JpCheck();
  const sample: Buffer[] = [];
  let sampled = 0;
  for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
    utf8.add(piece as Buffer);
    japanese.add(piece as Buffer);
    for (const line of sampled < SAMPLE ? linesBeyondAscii(piece as Buffer) : []) {
      sample.push(line);
      sampled += line.length;
      if (sampled >= SAMPLE) break;
    }
  }
  if (utf8.holds && japanese.holds) return { name: 'iso-2022-jp', because: 'its switches to Japanese letters' };
  if (utf8.holds) return { name: 'utf-8', because: 'all of it is valid UTF-8' };
  const guessed = guessedEncoding(Buffer.concat(sample));
  if (guessed) return guessed;
  throw badRequest(
    'encodingUnknown',
    'The file is not UTF-8, and Trellis could not recognise its encoding with certainty.',
    undefined,
    'Save it as "CSV UTF-8" and import that.',
  );
}

async function startOf(path: string): Promise<Buffer> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(START), 0, START, 0);
  return buffer.subarray(0, bytesRead);
}

function* linesBeyondAscii(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(10, from) + 1 || bytes.length;
    const line = bytes.subarray(from, Math.min(end, from + 2_000));
    if (line.some((byte) => byte >= 0x80)) yield Buffer.from(line);
    from = end;
  }
}

/** A copy of a stream on disk, so that it can be read twice; deleted when disposed. */
export interface Spooled extends AsyncDisposable {
  readonly path: string;
}

/** @throws Refusal `fileTooLarge` above the given number of bytes */
export async function spool(stream: Readable, mostBytes: number): Promise<Spooled> {
  const dir = await mkdtemp(join(tmpdir(), 'trellis-import-'));
  const remove = () => rm(dir, { recursive: true, force: true });
  const path = join(dir, 'file');
  try {
    await pipeline(atMost(stream, mostBytes), createWriteStream(path));
  } catch (error) {
    // Drain the stream: a sender who can't finish sending would not read the answer, and would hold the connection.
    stream.resume();
    await remove();
    throw error;
  }
  return { path, [Symbol.asyncDispose]: remove };
}

async function* atMost(stream: Readable, mostBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of stream.iterator({ destroyOnReturn: false })) {
    bytes += (piece as Buffer).length;
    if (bytes > mostBytes)
      throw new Refusal('PAYLOAD_TOO_LARGE', `The file is larger than ${sizeOf(mostBytes)}.`, {
        code: 'fileTooLarge',
        value: mostBytes,
        todo: limits.file.todo,
      });
    yield piece as Buffer;
  }
}
