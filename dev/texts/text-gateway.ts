import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { listenOn, loopback } from '../ports.ts';
import type { SeenText } from './seen-text.ts';
import { textsPage } from './texts-page.ts';

export interface TextGatewayOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly token: string;
  /** Where it posts what comes back: `http://127.0.0.1:8080/webhooks/channels/sms`. */
  readonly webhook: () => string;
  /** Refuses a text; by default, every text is delivered. */
  readonly refuses?: (text: SeenText) => { readonly status: number; readonly code?: string } | undefined;
}

export interface TextGateway extends AsyncDisposable {
  /** Of its page. */
  readonly url: string;
  /** Where texts are posted to. */
  readonly textsUrl: string;
  /** All texts in both directions, oldest first. */
  readonly texts: readonly SeenText[];
  /** A person texts back. @returns the status of the webhook's answer, and the text that it sends to the person */
  textBack(from: string, text: string, id?: string): Promise<{ readonly status: number; readonly reply: string | undefined }>;
  /** Reports the result of a text. @returns the status of the webhook's answer */
  report(id: string, state: 'delivered' | 'failed', code?: string): Promise<number>;
}

interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
  readonly location?: string;
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

/** A gateway for texts on this machine: it delivers them to a page, on which one can text back. */
export async function startTextGateway({ port = 0, token, webhook, refuses }: TextGatewayOptions): Promise<TextGateway> {
  const texts: SeenText[] = [];
  const server = createServer((request, response) => {
    answer(request).then(
      ({ status, type = 'application/json', body = '{}', location }) => {
        response.writeHead(status, { 'content-type': type, 'content-security-policy': POLICY, ...(location && { location }) });
        response.end(body);
      },
      () => response.writeHead(500).end(),
    );
  });
  const url = `http://${loopback}:${await listenOn(server, 'Trellis', port, 'the text gateway')}`;

  const post = (posted: object): Promise<Response> => postSigned(webhook(), token, posted);
  const textBack: TextGateway['textBack'] = async (from, text, id = randomUUID()) => {
    const to = texts.find((one) => one.to === from)?.from ?? '';
    texts.push({ id, from, to, text });
    const response = await post({ type: 'text', id, from, text });
    const { reply } = (await response.json()) as { reply?: string };
    if (reply !== undefined) texts.push({ id: randomUUID(), from: to, to: from, text: reply });
    return { status: response.status, reply };
  };

  async function answer(request: IncomingMessage): Promise<Reply> {
    // A foreign page must neither read the texts (DNS rebinding) nor text back.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) return { status: 403 };
    const from = request.headers['sec-fetch-site'] ?? 'none';
    const what = `${request.method} ${request.url}`;
    if (what === 'GET /') return { status: 200, type: 'text/html; charset=utf-8', body: textsPage(texts) };
    if (what === 'GET /texts') return { status: 200, body: JSON.stringify(texts) };
    if (what === 'POST /texts') return take(request, await textOf(request));
    if (what !== 'POST /' || !['none', 'same-origin'].includes(from)) return { status: 404 };
    const form = new URLSearchParams(await textOf(request));
    await textBack(form.get('from') ?? '', form.get('text') ?? '');
    return { status: 303, location: '/' };
  }

  function take({ headers }: IncomingMessage, body: string): Reply {
    if (headers.authorization !== `Bearer ${token}`) return { status: 401 };
    const text = JSON.parse(body) as SeenText;
    if (texts.some(({ id }) => id === headers['idempotency-key'])) return { status: 200 };
    const refusal = refuses?.(text);
    if (refusal) return { status: refusal.status, body: JSON.stringify({ code: refusal.code }) };
    texts.push(text);
    return { status: 202 };
  }

  return {
    url,
    textsUrl: `${url}/texts`,
    texts,
    textBack,
    report: async (id, state, code) => (await post({ type: 'report', id, state, code })).status,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function postSigned(url: string, token: string, posted: object): Promise<Response> {
  const body = JSON.stringify(posted);
  const signature = createHmac('sha256', token).update(body).digest('hex');
  return await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-signature': signature },
    body,
  });
}
