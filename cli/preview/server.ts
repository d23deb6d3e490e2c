import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOn, loopback } from '../../dev/ports.ts';
import { loadPictures } from '../../content/load-pictures.ts';
import { own } from '../../domain/text/own.ts';
import type { AppContent } from '../app-content.ts';
import { watchFiles } from '../watch-files.ts';
import { emailPage } from './email-page.ts';
import { listPage } from './list-page.ts';
import { messagePage } from './page.ts';
import { reloadScript } from './reload-script.ts';
import { schemes, shown, type Scheme } from './shown.ts';

interface PreviewOptions {
  /** The folder of the app. */
  readonly dir: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Reads and compiles the contents. */
  readonly read: () => Promise<AppContent>;
}

export interface Preview extends AsyncDisposable {
  /** `http://127.0.0.1:port` */
  readonly url: string;
}

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: string | Buffer;
}

/** Serves the emails of an app on this machine, and tells the open pages when a file has changed. */
export async function startPreview({ dir, port: wanted, read }: PreviewOptions): Promise<Preview> {
  const listening = new Set<ServerResponse>();
  let app = await read();
  const watching = await watchFiles(dir, async () => {
    app = await read().catch((error: unknown) => ({ ...app, problems: [unreadable(error)] }));
    for (const page of listening) page.write('data: changed\n\n');
  });
  const server = createServer((request, response) => {
    if (request.url === '/changes' && isOurs(request)) return listen(listening, response);
    answerTo(app, request).then(
      ({ status = 200, type = 'text/html; charset=utf-8', body }) =>
        response.writeHead(status, { 'content-type': type, 'content-security-policy': policyOf(url) }).end(body),
      (error: unknown) =>
        response
          .writeHead(500, { 'content-type': 'text/html; charset=utf-8' })
          .end(messagePage('This email fails', messageOf(error))),
    );
  });
  const url = `http://${loopback}:${await listenOn(server, 'Mail', wanted, 'previews')}`;
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      watching[Symbol.dispose]();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** No script but ours, and nothing from elsewhere: neither for the page nor for the emails in it. */
const policyOf = (url: string): string =>
  `default-src 'none'; script-src ${url}/reload.js; connect-src ${url}; style-src 'unsafe-inline'; img-src ${url} data:; frame-src ${url}; form-action ${url}; base-uri 'none'; frame-ancestors ${url}`;

/** A foreign page must not read unpublished emails (DNS rebinding). */
const isOurs = ({ headers }: IncomingMessage): boolean => /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '');

function listen(listening: Set<ServerResponse>, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write('retry: 500\n\n');
  listening.add(response);
  response.on('close', () => listening.delete(response));
}

async function answerTo(app: AppContent, request: IncomingMessage): Promise<Answer> {
  if (!isOurs(request)) return { status: 403, body: messagePage('No', 'This page is for this machine.') };
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
  const [first = '', second = '', third = '', fourth = ''] = pathname.slice(1).split('/').map(decodeURIComponent);
  if (first === '') return { body: listPage(app) };
  if (first === 'reload.js') return { type: 'text/javascript; charset=utf-8', body: reloadScript };
  if (first === 'i') return await picture(app, second);
  const said = Object.fromEntries(searchParams);
  if (first === 'email') return frame(app, { id: second, version: third, scheme: fourth, said });
  if (!own(app.content, first))
    return {
      status: 404,
      body: messagePage(`No email is called "${first}"`, 'If its file has a problem, the list shows it.', app.problems),
    };
  return { body: emailPage(app, first, said) };
}

interface Frame {
  readonly id: string;
  readonly version: string;
  readonly scheme: string;
  readonly said: Readonly<Record<string, string>>;
}

function frame(app: AppContent, { id, version, scheme, said }: Frame): Answer {
  if (!Object.hasOwn(schemes, scheme)) return { status: 404, body: messagePage('No such view', scheme) };
  return { body: schemes[scheme as Scheme](shown(app, id, version, said).html) };
}

async function picture({ content, dir }: AppContent, name: string): Promise<Answer> {
  const found = (await loadPictures(content, dir)).find((one) => one.name === name);
  return found ? { type: found.type, body: found.bytes } : { status: 404, body: '' };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const unreadable = (error: unknown) => ({ file: 'trellis.config.ts', what: messageOf(error), fix: '' });
