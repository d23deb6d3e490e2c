import { createReadStream, ReadStream } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Refused } from '../api/procedures/refusal.ts';
import { CliError } from './cli-error.ts';
import { required } from './required.ts';

/**
 * Calls a procedure of the API at TRELLIS_API_URL with the key TRELLIS_API_KEY. Every call is a POST, even a
 * query: proxies log addresses, but not bodies.
 * @throws CliError `apiRefused` with the API's message
 */
export async function callApi(procedure: string, input?: unknown): Promise<unknown> {
  const body = input === undefined ? '' : JSON.stringify(input);
  const path = `/trpc/${encodeURIComponent(procedure)}`;
  const response = await post(path, 'application/json', Readable.from(body === '' ? [] : [body]));
  const answer = parsed(await text(response)) as { result?: { data?: unknown }; error?: { data?: Refused } } | undefined;
  if (response.statusCode === 200 && answer) return answer.result?.data;
  throw new CliError('apiRefused', `${procedure}: ${refusedText(response, answer?.error?.data)}`);
}

/**
 * Sends a file to a route of the API, or gets its answer. Unlike `fetch`, it has no time limit.
 * @param file its path; `-` is standard input
 * @throws CliError `apiRefused` with the API's message, `badArgument` for a file that can't be read
 */
export async function sendToApi(path: string, file?: string): Promise<IncomingMessage> {
  const body = file === undefined ? undefined : file === '-' ? process.stdin : createReadStream(file);
  const response = await (body ? post(path, 'application/octet-stream', body) : ask(path));
  if (response.statusCode === 200) return response;
  const refusal = parsed(await text(response)) as Refused | undefined;
  // The API does not read a refused body to the end, so stop sending it.
  body?.destroy();
  throw new CliError('apiRefused', refusedText(response, refusal));
}

/** All that a refusal says: what is wrong, what was probably meant, what to do, and the code. */
function refusedText({ statusCode }: IncomingMessage, refused: Refused | undefined): string {
  if (!refused?.message) return `the API answered ${statusCode}.`;
  const { message, code, field, expected, didYouMean, todo } = refused;
  const wants = expected !== undefined && !message.includes(expected) && !todo?.includes(expected) && `Expected ${expected}.`;
  const where = field !== undefined && !message.includes(field) ? `${code}: ${field}` : code;
  return [message, didYouMean !== undefined && `Did you mean "${didYouMean}"?`, wants, todo, `(${where})`]
    .filter(Boolean)
    .join(' ');
}

const ask = async (path: string): Promise<IncomingMessage> => await exchange(path, { method: 'GET' });

const post = async (path: string, type: string, body: Readable): Promise<IncomingMessage> =>
  await exchange(path, { method: 'POST', headers: { 'content-type': type } }, body);

interface RequestOptions {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
}

async function exchange(path: string, { method, headers }: RequestOptions, body?: Readable): Promise<IncomingMessage> {
  let unread: Error | undefined;
  body?.once('error', (cause) => void (unread = cause));
  const base = apiUrl();
  const url = new URL(base.pathname.replace(/\/$/, '') + path, base);
  const authorization = `Bearer ${required('TRELLIS_API_KEY', 'tk_…')}`;
  const call = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { method, headers: { ...headers, authorization } });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    // A body that fails ends the call, and a call that fails then ends the body: the first one is to blame.
    const blamed = (cause: Error) => (unread ? cantBeRead(body, unread) : unreachable(url, cause));
    call.on('response', resolve).on('error', (cause) => reject(blamed(cause)));
  });
  // The answer may arrive before the whole body is sent. Then report the answer, not the broken connection.
  const sent = body ? pipeline(body, call) : Promise.resolve(call.end());
  sent.catch(() => {}); // see above
  return await answered;
}

const unreachable = ({ origin }: URL, cause: Error): CliError =>
  new CliError('unreachable', `no API answers at ${origin}. Start it, or correct TRELLIS_API_URL.`, cause);

function cantBeRead(body: Readable | undefined, cause: Error): CliError {
  const input = body instanceof ReadStream ? `the file ${String(body.path)}` : 'the input';
  return new CliError('badArgument', `${input} can't be read (${cause.message}).`, cause);
}

function apiUrl(): URL {
  const url = URL.parse(process.env['TRELLIS_API_URL'] ?? 'http://127.0.0.1:8080');
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '') return url;
  throw new CliError(
    'badArgument',
    'TRELLIS_API_URL: expected http:// or https://, without a user. Example: https://api.example.com',
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
