import { Connection } from '@temporalio/client';
import { once } from 'node:events';
import { createSecureServer } from 'node:http2';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, loopback } from '../../dev/ports.ts';
import { startServer, type ServerProcess } from '../../dev/processes.ts';
import { checkTemporal, temporalFromEnvironment, type TemporalTarget } from '../../engine/temporal-connection.ts';
import { temporalCli } from '../../dev/temporal/temporal-cli.ts';
import { downloadSource } from '../../dev/temporal/temporal-download.ts';
import { wheelSource } from '../../dev/temporal/temporal-wheel.ts';
import { certificates } from './certificates.ts';
import { temporaryFolder } from './folder.ts';

/** A server that somebody else set up: it has never heard of Trellis. */
let server: ServerProcess;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let port: number;

beforeAll(async () => {
  folder = await temporaryFolder();
  port = await freePort();
  const command = await temporalCli({ sources: [downloadSource(), wheelSource()] });
  const args = ['server', 'start-dev', '--headless', '--ip', loopback, '--port', String(port), '--log-level', 'error'];
  server = await startServer({ command, args, logFile: join(folder.path, 'log'), stopSignals: ['SIGTERM'] });
  await Connection.connect({ address: `${loopback}:${port}`, connectTimeout: '20 s' }).then((connection) => connection.close());
});

afterAll(async () => {
  await server.stop();
  await folder[Symbol.asyncDispose]();
});

async function target(env: NodeJS.ProcessEnv): Promise<TemporalTarget> {
  const found = await temporalFromEnvironment(env);
  if (!found) throw new Error('no TEMPORAL_ADDRESS');
  return found;
}

test('a server that lacks our search attributes is given them', async () => {
  const elsewhere = await target({ TEMPORAL_ADDRESS: `${loopback}:${port}` });
  await checkTemporal(elsewhere);
  const connection = await Connection.connect(elsewhere.connection);
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
  await connection.close();
  expect(customAttributes).toMatchObject({ TrellisStage: 2, TrellisOwner: 2 });
});

test('a search attribute that somebody removed is registered again', async () => {
  const elsewhere = await target({ TEMPORAL_ADDRESS: `${loopback}:${port}` });
  await checkTemporal(elsewhere);
  const connection = await Connection.connect(elsewhere.connection);
  await connection.operatorService.removeSearchAttributes({ namespace: 'default', searchAttributes: ['TrellisStage'] });
  await checkTemporal(elsewhere);
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
  await connection.close();
  expect(customAttributes).toHaveProperty('TrellisStage');
});

test('a namespace that is not there is named, with the command that makes it', async () => {
  const elsewhere = await target({ TEMPORAL_ADDRESS: `${loopback}:${port}`, TEMPORAL_NAMESPACE: 'acme' });
  await expect(checkTemporal(elsewhere)).rejects.toThrow('temporal operator namespace create --namespace acme');
});

test('an address where nobody answers is reported in a sentence', async () => {
  const nobody = await freePort();
  const elsewhere = await target({ TEMPORAL_ADDRESS: `${loopback}:${nobody}` });
  await expect(checkTemporal(elsewhere, 500)).rejects.toThrow(`Temporal: no Temporal server answers at ${loopback}:${nobody}`);
});

test('with certificate, key and authority it talks to a server that demands them', async () => {
  await using pems = await temporaryFolder();
  const { authority, server: own, client } = await certificates(pems.path);
  const demands = { requestCert: true, rejectUnauthorized: true, ca: authority.cert, cert: own.cert, key: own.key };
  const door = createServer({ ...demands, ALPNProtocols: ['h2'] }, (socket) => {
    const inside = connect(port, loopback);
    socket.pipe(inside).pipe(socket);
    for (const end of [socket, inside]) end.on('error', () => {});
  }).listen(0, loopback);
  await once(door, 'listening');
  const address = `localhost:${(door.address() as AddressInfo).port}`;
  const env = { TEMPORAL_ADDRESS: address, TEMPORAL_TLS_CA: authority.certFile };

  await checkTemporal(await target({ ...env, TEMPORAL_TLS_CERT: client.certFile, TEMPORAL_TLS_KEY: client.keyFile }));
  await expect(checkTemporal(await target(env), 1_000)).rejects.toThrow(`no Temporal server answers at ${address}`);
  door.close();
}, 60_000);

test('an API key travels in the header, over TLS, and not into the error', async () => {
  await using pems = await temporaryFolder();
  const { authority, server: own } = await certificates(pems.path);
  const seen: unknown[] = [];
  const door = createSecureServer({ cert: own.cert, key: own.key }).listen(0, loopback);
  door.on('stream', (stream, headers) => {
    seen.push(headers.authorization);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '16' }, { endStream: true });
  });
  await once(door, 'listening');
  const address = `localhost:${(door.address() as AddressInfo).port}`;
  const elsewhere = await target({ TEMPORAL_ADDRESS: address, TEMPORAL_API_KEY: 'sesame', TEMPORAL_TLS_CA: authority.certFile });
  const error: Error = await checkTemporal(elsewhere).then(
    () => new Error('it was let in'),
    (thrown: Error) => thrown,
  );
  expect(seen[0]).toBe('Bearer sesame');
  expect(error.message).toContain(address);
  expect(error.message).not.toContain('sesame');
  door.close();
});

test('an unknown value for TLS never leads to a connection without it, and an empty API key counts as not set', async () => {
  const env = { TEMPORAL_ADDRESS: '127.0.0.1:7233' };
  for (const word of ['yes', '1', 'TRUE'])
    await expect(temporalFromEnvironment({ ...env, TEMPORAL_TLS: word })).rejects.toThrow(
      'TEMPORAL_TLS is neither true nor false.',
    );
  expect((await target({ ...env, TEMPORAL_TLS: 'true' })).connection.tls).toEqual({});
  expect((await target({ ...env, TEMPORAL_API_KEY: '', TEMPORAL_TLS: '' })).connection).toEqual({ address: '127.0.0.1:7233' });
});

test('half of a pair and a missing file are named', async () => {
  const env = { TEMPORAL_ADDRESS: 'cloud:7233', TEMPORAL_TLS_CERT: join(folder.path, 'log') };
  await expect(temporalFromEnvironment(env)).rejects.toThrow('TEMPORAL_TLS_KEY is missing');
  await expect(temporalFromEnvironment({ ...env, TEMPORAL_TLS_KEY: '/nowhere.key' })).rejects.toThrow(
    "TEMPORAL_TLS_KEY names /nowhere.key, which can't be read.",
  );
});
