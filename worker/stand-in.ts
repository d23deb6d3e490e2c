import { once } from 'node:events';
import { createServer } from 'node:http';
import { COME_BACK_AFTER } from '../api/procedures/refusal.ts';
import { onOwnPort } from './own-port.ts';

/** Answers every request with 503 while the API waits for Postgres, because nothing can be saved yet. */
export async function standIn({ host, port }: { readonly host: string; readonly port: number }): Promise<AsyncDisposable> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(503, { 'content-type': 'application/json', 'retry-after': String(COME_BACK_AFTER), connection: 'close' });
    response.end(JSON.stringify({ status: 'down', database: 'notReady' }));
  });
  await onOwnPort('TRELLIS_API_PORT', port, () => once(server.listen(port, host), 'listening'));
  return {
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
