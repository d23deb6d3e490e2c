import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningPart } from '../keep-working.ts';
import { onOwnPort } from '../own-port.ts';
import type { Measures } from './measures.ts';

/** Where a process serves its metrics: a port of its own, because nobody outside may read them. */
export interface MetricsAddress {
  readonly host: string;
  readonly port: number;
}

/** Serves `GET /metrics` in the text format of Prometheus. */
export async function serveMetrics(
  { registry }: Pick<Measures, 'registry'>,
  { host, port }: MetricsAddress,
): Promise<RunningPart & { readonly url: string }> {
  const server = createServer((request, response) => {
    request.resume();
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end('Metrics are at GET /metrics.\n');
      return;
    }
    void registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end('The metrics could not be read.\n'),
    );
  });
  await onOwnPort('TRELLIS_METRICS_PORT', port, () => once(server.listen(port, host), 'listening'));
  const { port: listensAt } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${listensAt}/metrics`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
