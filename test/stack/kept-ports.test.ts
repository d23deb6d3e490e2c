import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, writeFile } from 'node:fs/promises';
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

test.each(['', '{"smtp":25', 'null', '{"smtp":"25 "}', '{"smtp":99999999}'])(
  'a file of ports that says %j, because a process was killed or somebody edited it, counts as none',
  async (text) => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'ports.json'), text);
    expect(await keptPorts(folder.path)).toEqual({});
    const smtp = await freePort();
    await keepPorts(folder.path, { smtp: `smtp://127.0.0.1:${smtp}` });
    expect(await keptPorts(folder.path)).toEqual({ smtp });
  },
);

test('a folder that takes no file keeps no port, and nobody from starting', async () => {
  await using folder = await temporaryFolder();
  // Root may write into a read-only folder, but not over a folder.
  await mkdir(join(folder.path, 'ports.json'));
  await keepPorts(folder.path, { smtp: `smtp://127.0.0.1:${await freePort()}` });
  expect(await keptPorts(folder.path)).toEqual({});
});
