import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepPorts, keptPorts } from '../../dev/kept-ports.ts';
import { freePort } from '../../dev/ports.ts';
import { temporaryFolder } from './folder.ts';

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

test('a port is kept while its server runs, and offered again once it is free', async () => {
  await using folder = await temporaryFolder();
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  const texts = await freePort();
  await keepPorts(folder.path, { inbox: urlOf(port) });
  await keepPorts(folder.path, { texts: urlOf(texts) });
  expect(await keptPorts(folder.path)).toEqual({ texts });
  await new Promise((closed) => server.close(closed));
  expect(await keptPorts(folder.path)).toEqual({ inbox: port, texts });
});

test('a file of which a process that was killed wrote only half counts for nothing', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'ports.json'), '{"inbox":80');
  expect(await keptPorts(folder.path)).toEqual({});
});
