import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CliError } from './cli-error.ts';
import { required } from './required.ts';

interface Answer {
  readonly result?: { readonly data: unknown };
  readonly error?: { readonly message: string };
}

/**
 * Calls a procedure of the API at TRELLIS_API_URL with the key TRELLIS_API_KEY. A query is asked for, and what turns out to
 * be a mutation is posted.
 * @throws CliError `apiRefused` with what the API says
 */
export async function callApi(procedure: string, input?: unknown): Promise<unknown> {
  const base = apiUrl();
  const headers = { authorization: `Bearer ${required('TRELLIS_API_KEY', 'tk_…')}`, 'content-type': 'application/json' };
  const body = input === undefined ? undefined : JSON.stringify(input);
  const url = `${base}/trpc/${encodeURIComponent(procedure)}`;
  const asked = await ask(`${url}${body === undefined ? '' : `?input=${encodeURIComponent(body)}`}`, { headers });
  const isMutation = asked.status === 405;
  const response = isMutation ? await ask(url, { method: 'POST', headers, body: body ?? '{}' }) : asked;
  const answer = (await response.json().catch(() => ({}))) as Answer;
  if (!response.ok) {
    throw new CliError('apiRefused', `${procedure}: ${answer.error?.message ?? `${base} answered ${response.status}.`}`);
  }
  return answer.result?.data;
}

const apiUrl = (): string => (process.env['TRELLIS_API_URL'] ?? 'http://127.0.0.1:8080').replace(/\/$/, '');

/**
 * Sends a body of any size to a route of the API, or asks for what it answers with; however long that takes, which `fetch` does not allow.
 * @throws CliError `apiRefused` with what the API says
 */
export async function sendToApi(path: string, body?: Readable): Promise<IncomingMessage> {
  const url = new URL(apiUrl() + path);
  const headers = { authorization: `Bearer ${required('TRELLIS_API_KEY', 'tk_…')}`, 'content-type': 'application/octet-stream' };
  const call = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { method: body ? 'POST' : 'GET', headers });
  const answered = new Promise<IncomingMessage>((resolve, reject) => void call.on('response', resolve).on('error', reject));
  // An answer may come before the body has gone: then what the API says is the error, and not that it hung up.
  const sent = body ? pipeline(body, call) : Promise.resolve(call.end());
  sent.catch(() => {});
  const response = await answered.catch((cause: unknown) => {
    throw new CliError('unreachable', `no API answers at ${url.origin}. Start it, or correct TRELLIS_API_URL.`, cause);
  });
  if (response.statusCode === 200) return response;
  const said = await text(response)
    .then((json) => (JSON.parse(json) as { message?: string }).message)
    .catch(() => undefined);
  throw new CliError('apiRefused', said ?? `${url.origin} answered ${response.statusCode}.`);
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  return await fetch(url, init).catch((cause: unknown) => {
    throw new CliError('unreachable', `no API answers at ${new URL(url).origin}. Start it, or correct TRELLIS_API_URL.`, cause);
  });
}
