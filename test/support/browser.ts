import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { browser } from '../api/world.ts';

/** A browser on the console's own pages: it has cookies, and says that its requests come from us. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(url: string): Promise<LightMyRequestResponse>;
  /** Sends a form. */
  post(url: string, form?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  /** Calls a procedure, as the console does. */
  call(procedure: string, input?: unknown, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
}

export function openBrowser(api: FastifyInstance): Browser {
  const cookies = new Map<string, string>();
  const ask = async (options: InjectOptions): Promise<LightMyRequestResponse> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...browser, 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }), ...options.headers };
    const answer = await api.inject({ ...options, headers });
    for (const { name, value, maxAge } of answer.cookies as { name: string; value: string; maxAge?: number }[])
      if (maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    return answer;
  };
  return {
    cookies,
    get: (url) => ask({ method: 'GET', url }),
    post: (url, form = {}) =>
      ask({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(form).toString(),
      }),
    call: (procedure, input = {}, headers = {}) =>
      ask({
        method: 'POST',
        url: `/trpc/${procedure}`,
        headers: { 'content-type': 'application/json', ...headers },
        payload: JSON.stringify(input),
      }),
  };
}
