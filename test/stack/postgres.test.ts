import { chmod, mkdir, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { createDatabase, databaseExists, dropDatabase, withClient } from '../../dev/postgres/database.ts';
import { freePort } from '../../dev/ports.ts';
import { startPostgres, type Postgres } from '../../dev/postgres/postgres.ts';
import { temporaryFolder } from './folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let postgres: Postgres;

beforeAll(async () => {
  folder = await temporaryFolder();
  postgres = await startPostgres({ dir: folder.path, durable: false });
});

afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const ask = async (sql: string): Promise<unknown[]> =>
  (await withClient(postgres.adminUrl, (client) => client.query<Record<string, unknown>>(sql))).rows;

test('it is a real Postgres 18 that sorts and folds by Unicode', async () => {
  expect(await ask(`select current_setting('server_version_num')::int / 10000 as version, lower('ÄÉ') as lower`)).toEqual([
    { version: 18, lower: 'äé' },
  ]);
});

test('only this machine, and only with the password, gets in', async () => {
  expect(await ask('show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  const url = new URL(postgres.adminUrl);
  url.password = 'guessed';
  await expect(withClient(url.href, (client) => client.query('select 1'))).rejects.toThrow('password authentication failed');
});

test('a URL that asks for TLS is never served without', async () => {
  const db = openDatabase(`${postgres.adminUrl}?sslmode=verify-full`);
  await expect(sql`select 1`.execute(db)).rejects.toThrow('does not support SSL');
  await db.destroy();
});

test('nobody else on this machine can read the folder or the log', async () => {
  const modeOf = async (...path: string[]) => (await stat(join(folder.path, 'stack', ...path))).mode & 0o777;
  await using _ = await startPostgres({ dir: join(folder.path, 'stack'), durable: false });
  expect((await modeOf()) & 0o066).toBe(0); // to pass through, at most
  expect(await modeOf('postgres.log')).toBe(0o600);
});

test('a restart keeps the address and what was committed', async () => {
  await ask('create table before_restart as select 1 as one');
  const before = postgres.adminUrl;
  await postgres.restart();
  expect(postgres.adminUrl).toBe(before);
  expect(await ask('select * from before_restart')).toEqual([{ one: 1 }]);
});

test('killed and started again, it has what was committed', async () => {
  await ask('create table before_kill as select 2 as two');
  postgres.server?.signal('SIGKILL');
  await postgres.server?.exited;
  expect(postgres.server).toBeUndefined();
  await postgres.start();
  expect(await ask('select * from before_kill')).toEqual([{ two: 2 }]);
});

test('a database made from a template has its tables; dropping it throws out who is connected', async () => {
  const template = await createDatabase(postgres.adminUrl, 'the template');
  await withClient(template, (client) => client.query('create table leads (id int)'));
  const copy = await createDatabase(postgres.adminUrl, 'a "copy"', { template: 'the template' });
  await withClient(copy, async (client) => {
    expect((await client.query('select * from leads')).rows).toEqual([]);
    await dropDatabase(postgres.adminUrl, 'a "copy"');
    await expect(client.query('select 1')).rejects.toThrow();
  });
  expect(await databaseExists(postgres.adminUrl, 'a "copy"')).toBe(false);
});

test('a taken port is reported in a sentence', async () => {
  await using other = await temporaryFolder();
  const port = await freePort();
  const squatter = createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  await expect(startPostgres({ dir: other.path, port })).rejects.toThrow(
    `Postgres: port ${port} (the database) is taken by another program. Stop that program, or choose another port (0 takes a free one).`,
  );
  squatter.close();
});

test('data of another version is left alone', async () => {
  await using other = await temporaryFolder();
  await mkdir(join(other.path, 'postgres', 'data'), { recursive: true });
  await writeFile(join(other.path, 'postgres', 'data', 'PG_VERSION'), '15\n');
  await expect(startPostgres({ dir: other.path })).rejects.toThrow(
    /was created by Postgres 15, but this is Postgres 18\. Move it away/,
  );
});

test('a broken data directory is reported with the end of its log, and can be retried', async () => {
  await using other = await temporaryFolder();
  const first = await startPostgres({ dir: other.path, durable: false });
  await first[Symbol.asyncDispose]();
  await writeFile(join(other.path, 'postgres', 'data', 'postgresql.auto.conf'), 'no_such_setting = 1\n');
  await expect(startPostgres({ dir: other.path })).rejects.toThrow(
    /Postgres: it ended at once:[\s\S]*no_such_setting[\s\S]*See its log/,
  );
  await writeFile(join(other.path, 'postgres', 'data', 'postgresql.auto.conf'), '');
  await using second = await startPostgres({ dir: other.path, durable: false });
  expect(second.server).toBeDefined();
});

test.runIf(process.getuid?.() === 0)(
  'as root, in a folder that nobody else may enter, the data goes where the server can write',
  async () => {
    await using closed = await temporaryFolder();
    await chmod(closed.path, 0o700);
    const dir = join(closed.path, 'project', '.trellis');
    const lines: string[] = [];
    await using inside = await startPostgres({ dir, durable: false, onProgress: (line) => lines.push(line) });
    expect(lines.join('\n')).toMatch(/may not enter .*project\/\.trellis; its data is in /);
    expect(await readdir(join(dir, 'postgres'))).toContain('data');
    expect(inside.server).toBeDefined();
    await inside.stop();
    await rm(dirname(await realpath(join(dir, 'postgres'))), { recursive: true });
  },
);
