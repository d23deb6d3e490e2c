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
  const base = (process.env['TRELLIS_API_URL'] ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
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

async function ask(url: string, init: RequestInit): Promise<Response> {
  return await fetch(url, init).catch((cause: unknown) => {
    throw new CliError('unreachable', `no API answers at ${new URL(url).origin}. Start it, or correct TRELLIS_API_URL.`, cause);
  });
}
