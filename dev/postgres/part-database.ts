import { createDatabase, databaseExists, databasesLike, databaseUrlOf, dropDatabase, withClient } from './database.ts';
import { notOurs } from '../not-ours.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import type { Restartable } from '../restartable.ts';
import type { PartOptions } from '../stack-options.ts';
import { StackError } from '../../engine/stack-error.ts';
import { faultOfUrl } from '../../worker/url-setting.ts';

/** A database and its server. */
export interface DatabasePart extends Restartable {
  /** The database to use. */
  readonly url: string;
  /** A database on the same server, for creating and dropping others. */
  readonly adminUrl: string;
}

const name = 'trellis';

/** The database of `DATABASE_URL`, otherwise one on our own Postgres. */
export async function databasePart(options: PartOptions): Promise<DatabasePart> {
  const external = options.env['DATABASE_URL'];
  return external ? await onServerOf(external, options) : await onOurServer(options);
}

async function onOurServer({ dir, ports, durable, onProgress, signal, run }: PartOptions): Promise<DatabasePart> {
  const began = performance.now();
  const server = await startPostgres({ dir, port: ports.postgres ?? 0, durable: durable ?? true, onProgress, signal });
  try {
    await dropLeftovers(server);
    const url = await ownDatabase(server.adminUrl, run);
    onProgress(`Postgres: ready on 127.0.0.1:${server.port} (${seconds(began)} s)`);
    const stopServer = server[Symbol.asyncDispose].bind(server);
    return Object.assign(server, {
      url,
      async [Symbol.asyncDispose]() {
        // What remains is dropped at the next start.
        if (run && server.server) await dropDatabase(server.adminUrl, `${name}_${run}`).catch(() => {});
        await stopServer();
      },
    });
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}

/** Drops the databases of killed runs. The folder belongs to this stack alone, so they are not in use. */
async function dropLeftovers({ adminUrl }: Postgres): Promise<void> {
  for (const leftover of await databasesLike(adminUrl, `${name}\\_run\\_%`)) await dropDatabase(adminUrl, leftover);
}

async function ownDatabase(adminUrl: string, run: string | undefined): Promise<string> {
  const wanted = run ? `${name}_${run}` : name;
  if (!run && (await databaseExists(adminUrl, wanted))) return databaseUrlOf(adminUrl, wanted);
  return await createDatabase(adminUrl, wanted);
}

async function onServerOf(databaseUrl: string, { onProgress, run }: PartOptions): Promise<DatabasePart> {
  await checkServer(databaseUrl);
  const url = run ? await ownDatabaseThere(databaseUrl, `${name}_${run}`) : databaseUrl;
  onProgress(`Postgres: using the server of DATABASE_URL (${new URL(databaseUrl).host})`);
  return Object.assign(
    notOurs('Postgres', 'DATABASE_URL', async () => {
      if (run) await dropDatabase(databaseUrl, `${name}_${run}`);
    }),
    { url, adminUrl: databaseUrl },
  );
}

const ownDatabaseThere = (serverUrl: string, wanted: string): Promise<string> =>
  createDatabase(serverUrl, wanted).catch((cause: Error) => {
    throw bad(
      `can’t create a database there (${cause.message}).`,
      'Give the user the right to create databases (alter role … createdb).',
      cause,
    );
  });

const oldestVersion = 16;

async function checkServer(url: string): Promise<void> {
  const fault = faultOfUrl(['postgres', 'postgresql'], url);
  if (fault) throw bad(fault, 'Example: postgres://user:password@db.example.com:5432/trellis');
  const version = await withClient(url, async (client) => {
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int / 10000 as version`,
    );
    return rows[0]?.version ?? 0;
  }).catch((cause: Error & { code?: string }) => {
    throw bad(
      `${new URL(url).host} rejects the connection (${cause.message || cause.code}).`,
      'Check host, database, user and password, or unset it to use Trellis’ own Postgres.',
      cause,
    );
  });
  if (version < oldestVersion) throw bad(`the server is Postgres ${version}.`, `Trellis needs ${oldestVersion} or newer.`);
}

const bad = (problem: string, remedy: string, cause?: unknown): StackError =>
  new StackError({
    component: 'Postgres',
    code: cause ? 'unreachable' : 'badSetting',
    problem: `DATABASE_URL: ${problem}`,
    remedy,
    cause,
  });

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);
