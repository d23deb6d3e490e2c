import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the server answers; nothing, for a request that it leaves open. */
export type Reply = { readonly status: number; readonly body?: object; readonly headers?: Record<string, string> } | undefined;

/** A server of somebody else on this machine, and the requests that it has got. */
export interface HttpServer extends AsyncDisposable {
  readonly url: string;
  readonly heard: readonly Heard[];
}

/** Starts a server that answers each request. */
export async function httpServer(reply: (request: Heard, nth: number) => Reply): Promise<HttpServer> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const got = { headers: request.headers, body: await text(request) };
      const answer = reply(got, heard.push(got));
      if (answer) response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body ?? {}));
    })();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
