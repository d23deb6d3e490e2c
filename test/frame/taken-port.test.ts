import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { freePort, loopback } from '../../dev/ports.ts';
import { serveMetrics } from '../../worker/metrics/serve-metrics.ts';
import { onOwnPort } from '../../worker/own-port.ts';
import { standIn } from '../../worker/stand-in.ts';

test('a port that another program has is told with the setting that changes it', async () => {
  const at = { host: loopback, port: await freePort() };
  const other = createServer().listen(at.port, loopback);
  await once(other, 'listening');
  const taken = `Trellis: port ${at.port} is taken by another program. Stop that program, or set`;
  await expect(standIn(at)).rejects.toThrow(`${taken} TRELLIS_API_PORT to another port.`);
  const registry = { metrics: () => Promise.resolve(''), contentType: 'text/plain' } as never;
  await expect(serveMetrics({ registry }, at)).rejects.toThrow(`${taken} TRELLIS_METRICS_PORT to another port.`);
  other.close();
});

test('an error that is not about the port stays what it is', async () => {
  await expect(onOwnPort('TRELLIS_API_PORT', 8080, () => Promise.reject(new Error('boom')))).rejects.toThrow('boom');
});
