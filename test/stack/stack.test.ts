import { readdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withClient } from '../../dev/postgres/database.ts';
import { freePort } from '../../dev/ports.ts';
import { startStack, type Stack } from '../../dev/stack.ts';
import { temporaryFolder } from './folder.ts';
import { ownServers } from './own-servers.ts';
import { processesOf } from './processes-of.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let stack: Stack;
const lines: string[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
  stack = await startStack({ dir: folder.path, env: ownServers, durable: false, onProgress: (line) => lines.push(line) });
});

afterAll(async () => {
  await stack.stop();
  await folder[Symbol.asyncDispose]();
});

test('it says what it does and where to look', () => {
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Postgres: ready on 127\.0\.0\.1:\d+ \(\d+\.\d s\)$/),
      expect.stringMatching(/^Temporal: ready on 127\.0\.0\.1:\d+, web UI http:\/\/127\.0\.0\.1:\d+ \(\d+\.\d s\)$/),
      expect.stringMatching(/^Mail: ready on smtp:\/\/127\.0\.0\.1:\d+, inbox http:\/\/127\.0\.0\.1:\d+$/),
    ]),
  );
});

test('Temporal and Postgres can be stopped and come back at the same addresses', async () => {
  const { address } = stack.temporal;
  await stack.temporal.stop();
  await stack.postgres.stop();
  expect(processesOf(folder.path)).toEqual([]);
  await Promise.all([stack.temporal.start(), stack.postgres.start()]);
  expect(stack.temporal.address).toBe(address);
  const { rows } = await withClient(stack.databaseUrl, (client) => client.query('select current_database() as name'));
  expect(rows).toEqual([{ name: 'trellis' }]);
});

test('a server that ends unexpectedly is reported', async () => {
  stack.temporal.server?.signal('SIGKILL');
  await expect.poll(() => lines.at(-1)).toBe(`Temporal: ended unexpectedly (SIGKILL); see its log, ${folder.path}/temporal.log`);
  await stack.temporal.start();
});

test('a fresh stack on external servers has its own database and task queue, and drops its database at the end', async () => {
  const env = { DATABASE_URL: stack.databaseUrl, TEMPORAL_ADDRESS: stack.temporal.address, TRELLIS_SMTP_URL: stack.smtpUrl };
  const guest = await startStack({ dir: join(folder.path, 'guest'), env, fresh: true });
  expect(guest.databaseUrl).not.toBe(stack.databaseUrl);
  expect(guest.taskQueue).not.toBe(stack.taskQueue);
  expect(guest.inbox).toBeUndefined();
  await nodemailer.createTransport({ url: guest.smtpUrl }).sendMail({ from: 'a@b.example', to: 'c@d.example', text: 'hello' });
  expect(stack.inbox?.count).toBe(1);
  await withClient(guest.databaseUrl, (client) => client.query('select 1'));
  await expect(guest.temporal.stop()).rejects.toThrow('Trellis can’t stop or start the external server in TEMPORAL_ADDRESS.');
  await guest.stop();
  await expect(withClient(guest.databaseUrl, (client) => client.query('select 1'))).rejects.toThrow('does not exist');
  expect(await readdir(folder.path)).not.toContain('guest');
});

test('a fresh stack leaves no database, state or email, and the remains of a killed one are removed at the next start', async () => {
  await using other = await temporaryFolder();
  const fresh = await startStack({ dir: other.path, env: ownServers, fresh: true, temporalUi: false });
  await fresh.stop();
  await writeFile(join(other.path, 'temporal', 'run_killed.db'), '');
  expect(await readdir(join(other.path, 'runs'))).toEqual([]);
  const again = await startStack({ dir: other.path, env: ownServers, fresh: true, temporalUi: false });
  const names = await withClient(again.postgres.adminUrl, (client) =>
    client.query<{ datname: string }>(`select datname from pg_database where datname like 'trellis%'`),
  );
  expect(names.rows).toHaveLength(1);
  await again.stop();
  expect(await readdir(join(other.path, 'temporal'))).toEqual([]);
});

test('the next stack in a folder is at the same addresses, and elsewhere if somebody has taken one', async () => {
  await using other = await temporaryFolder();
  const addressesOf = ({ databaseUrl, temporal, smtpUrl, inbox }: Stack) => [
    databaseUrl,
    temporal.address,
    temporal.uiUrl,
    smtpUrl,
    inbox?.url,
  ];
  const start = async () => await startStack({ dir: other.path, env: ownServers, durable: false });
  const first = await start();
  await first.stop();
  const second = await start();
  expect(addressesOf(second)).toEqual(addressesOf(first));
  await second.stop();
  const squatter = createServer().listen(Number(new URL(first.smtpUrl).port), '127.0.0.1');
  await once(squatter, 'listening');
  await using third = await start();
  expect(third.smtpUrl).not.toBe(first.smtpUrl);
  expect(third.databaseUrl).toBe(first.databaseUrl);
  squatter.close();
});

test('when one part fails the others are stopped, and the error names the part', async () => {
  await using other = await temporaryFolder();
  const port = await freePort();
  const squatter = createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  await expect(startStack({ dir: other.path, env: ownServers, ports: { inbox: port } })).rejects.toThrow(
    `Mail: port ${port} (the inbox page) is taken by another program.`,
  );
  squatter.close();
  expect(processesOf(other.path)).toEqual([]);
  await using second = await startStack({ dir: other.path, env: ownServers, ports: { inbox: port }, temporalUi: false });
  expect(second.inbox?.url).toBe(`http://127.0.0.1:${port}`);
});

test.each([
  [{ DATABASE_URL: 'mysql://root:secret@db/x' }, 'Postgres: DATABASE_URL: expected postgres:// or postgresql://, got mysql://.'],
  [
    { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/x' },
    'Postgres: DATABASE_URL: 127.0.0.1:1 rejects the connection (connect ECONNREFUSED',
  ],
  [{ TRELLIS_SMTP_URL: 'http://user:secret@mail' }, 'Mail: TRELLIS_SMTP_URL: expected smtp:// or smtps://, got http://.'],
  [{ TRELLIS_SMTP_URL: 'smtp://127.0.0.1:1' }, 'Mail: TRELLIS_SMTP_URL: no server answers at 127.0.0.1:1'],
])('a wrong setting is answered with a sentence, without its password: %o', async (wrong, sentence) => {
  const env = {
    DATABASE_URL: stack.databaseUrl,
    TEMPORAL_ADDRESS: stack.temporal.address,
    TRELLIS_SMTP_URL: stack.smtpUrl,
    ...wrong,
  };
  const error = await startStack({ dir: folder.path, env }).catch((thrown: Error) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).toContain(sentence);
  expect((error as Error).message).not.toContain('secret');
});
