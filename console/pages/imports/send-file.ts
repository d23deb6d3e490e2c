import { TRPCClientError } from '@trpc/client';
import type { Inputs, Outputs } from '../../app/api.ts';

/** How a file is to be read, and what is known of its people. */
export interface FileOrder extends Required<Pick<Inputs['imports']['run'], 'source' | 'consentBasis'>> {
  readonly mapping?: Readonly<Record<string, string>> | undefined;
  readonly ignore?: readonly string[] | undefined;
  /** Names an import in advance, so that its progress can be asked for. */
  readonly id?: string;
  readonly dryRun?: boolean;
}

/** What came of a file, or would come of it. */
export type FileAnswer = Omit<Outputs['imports']['preview'], 'next'>;

/**
 * Sends a file as it is to the door for files, which stores it while it comes: a large one takes no memory here or there.
 * @param onSent hears which part of the file is on its way, from 0 to 1
 * @throws TRPCClientError with the refusal of the API
 */
export async function sendFile(file: Blob, order: FileOrder, onSent?: (part: number) => void): Promise<FileAnswer> {
  // `fetch` does not tell how far an upload has come.
  const request = new XMLHttpRequest();
  request.open('POST', `/imports?${query(order)}`);
  request.setRequestHeader('content-type', 'text/csv');
  request.setRequestHeader('x-trellis', 'console');
  request.upload.addEventListener('progress', ({ loaded, total }) => onSent?.(loaded / total));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  request.addEventListener('load', () => resolve());
  request.addEventListener('error', () => reject(new TypeError('The server did not answer.')));
  request.send(file);
  await promise;
  const answer = JSON.parse(request.responseText) as FileAnswer & { readonly message: string };
  if (request.status < 400) return answer;
  throw new TRPCClientError(answer.message, { result: { error: { data: answer } } });
}

const query = ({ mapping = {}, ignore = [], ...said }: FileOrder) =>
  new URLSearchParams([
    ...Object.entries(said).map(([name, value]) => [name, String(value)]),
    ...Object.entries(mapping).map(([field, column]) => ['map', `${field}=${column}`]),
    ...ignore.map((column) => ['ignore', column]),
  ]);

/** Bytes that show how a file is built: some thousand rows. */
const LOOKED_AT = 1024 * 1024;
const NEWLINE = 10;

/** A small file whole; of a large one the first lines, which say how it is read. */
export async function startOf(file: Blob): Promise<Blob> {
  if (file.size <= LOOKED_AT) return file;
  const bytes = new Uint8Array(await file.slice(0, LOOKED_AT).arrayBuffer());
  return file.slice(0, bytes.lastIndexOf(NEWLINE));
}
