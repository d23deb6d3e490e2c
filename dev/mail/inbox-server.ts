import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { inboxAssets, type Asset } from './inbox-page.ts';
import type { Inbox } from './inbox.ts';
import type { MailSummary } from './email-store.ts';
import { listenOn, loopback } from '../ports.ts';

export interface InboxServerOptions {
  inbox: Inbox;
  /** 0 takes a free port. */
  port: number;
  /** The SMTP address, shown on the page. */
  smtpUrl: string;
}

/**
 * Serves the inbox page, and the messages as JSON:
 * `GET /api/messages?after=<id>&to=<address>&limit=<n>&wait=<seconds>` → `{ messages, next, count }`, where `next` is the next
 * cursor; `GET /api/messages/<id>`; `GET /messages/<id>/raw` and `/html`.
 * @throws StackError `portTaken`
 */
export async function startInboxServer({
  inbox,
  port: wanted,
  smtpUrl,
}: InboxServerOptions): Promise<AsyncDisposable & { url: string }> {
  const assets = inboxAssets(smtpUrl);
  const server = createServer((request, response) => {
    answer(inbox, assets, request).then(
      (reply) => send(response, reply),
      (error: unknown) => send(response, failure(error)),
    );
  });
  const port = await listenOn(server, 'Mail', wanted, 'the inbox page');
  return {
    url: `http://${loopback}:${port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Reply extends Omit<Asset, 'body'> {
  status: number;
  body: string | Buffer;
}

const maxPage = 1_000;
const maxWaitSeconds = 30;

async function answer(inbox: Inbox, assets: ReadonlyMap<string, Asset>, request: IncomingMessage): Promise<Reply> {
  // A foreign page whose name resolves to this machine (DNS rebinding) must not read the emails.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) return plain(403, 'Use 127.0.0.1.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only GET is supported.');
  const url = new URL(request.url ?? '/', 'http://inbox');
  const [, first, second, third] = url.pathname.split('/');
  const asset = assets.get(url.pathname);
  if (asset) return { status: 200, ...asset };
  if (first === 'api' && second === 'messages') {
    return third ? json(await inbox.read(Number(third))) : json(await list(inbox, url.searchParams));
  }
  if (first === 'messages' && second && third === 'raw') {
    return { status: 200, type: 'text/plain; charset=utf-8', body: await inbox.raw(Number(second)) };
  }
  if (first === 'messages' && second && third === 'html') return asShown((await inbox.read(Number(second))).html);
  return plain(404, `Nothing is at ${url.pathname}.`);
}

async function list(inbox: Inbox, query: URLSearchParams): Promise<{ messages: MailSummary[]; next: number; count: number }> {
  const after = whole(query, 'after', 0);
  const limit = Math.min(whole(query, 'limit', maxPage), maxPage);
  const waitMs = Math.min(whole(query, 'wait', 0), maxWaitSeconds) * 1_000;
  const to = query.get('to');
  // If nothing comes in time, the page is empty.
  if (waitMs > 0) await inbox.waitFor(() => true, { after, timeoutMs: waitMs }).catch(() => {});
  const count = inbox.count;
  const messages = inbox.messages({ after, limit, to: to || undefined });
  // The cursor of a full page is its last message; a partial page has covered everything.
  const next = messages.length === limit ? (messages.at(-1)?.id ?? after) : Math.max(after, count);
  return { messages, next, count };
}

class BadRequest extends Error {}

function whole(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^\d{1,15}$/.test(text)) throw new BadRequest(`${name}: expected a whole number, got "${text}".`);
  return Number(text);
}

/** Shows a message as an email client does: with pictures, without scripts; links open in a new tab. */
const asShown = (html: string): Reply => ({
  status: 200,
  type: 'text/html; charset=utf-8',
  body: `<base target="_blank">${html}`,
  policy:
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline' https:; font-src https: data:",
});

const json = (value: unknown): Reply => ({ status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(value) });

const plain = (status: number, body: string): Reply => ({ status, type: 'text/plain; charset=utf-8', body });

function failure(error: unknown): Reply {
  if (error instanceof RangeError) return plain(404, error.message);
  if (error instanceof BadRequest) return plain(400, error.message);
  return plain(500, 'The message could not be read.');
}

function send(response: ServerResponse, { status, type, body, policy }: Reply): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(policy && { 'content-security-policy': policy }),
  });
  response.end(body);
}
