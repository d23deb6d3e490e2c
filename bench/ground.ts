import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { openDatabase, type Db } from '../db/database.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { createDatabase } from '../dev/postgres/database.ts';
import { startPostgres } from '../dev/postgres/postgres.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { openCompany, type Company, type CompanyOptions } from './company.ts';
import { prepare, type Earth } from './virtual-world.ts';

/** Servers for the measurements, each started on first use. */
export interface Ground extends AsyncDisposable {
  /** An SMTP server in its own thread that saves nothing. @returns its URL */
  sink(): Promise<string>;
  /** A durable Postgres, a Temporal dev server and the sink. */
  stack(): Promise<RealStack>;
  /** An empty, migrated database on a Postgres without fsync, as in simulations and tests. */
  earth(): Promise<Earth>;
  /** A Postgres on disk with as many leads as the command line says. */
  company(): Promise<Company>;
  /** How many leads the command line asks for. */
  readonly leads: number;
  /** Prints progress. */
  readonly say: (line: string) => void;
}

export interface RealStack extends Stack {
  readonly db: Db;
}

export function createGround(say: (line: string) => void, options: CompanyOptions): Ground {
  const opened = new AsyncDisposableStack();
  const sink = lazy(() => startSink(opened));
  const preparing = lazy(prepare);
  const throwaway = lazy(() => startThrowaway(opened));
  let worlds = 0;
  return {
    say,
    leads: options.leads,
    sink,
    stack: lazy(async () => startServers(opened, await sink(), say)),
    async earth() {
      const [adminUrl, prepared] = await Promise.all([throwaway(), preparing()]);
      const databaseUrl = await createDatabase(adminUrl, `bench_${++worlds}`);
      return { db: await migrated(opened, databaseUrl), databaseUrl, ...prepared };
    },
    company: lazy(() => openCompany(opened, options, say)),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

async function startSink(opened: AsyncDisposableStack): Promise<string> {
  const thread = opened.adopt(
    new Worker(new URL('./sink-thread.ts', import.meta.url)),
    async (worker) => void (await worker.terminate()),
  );
  const [url] = (await once(thread, 'message')) as [string];
  return url;
}

async function startServers(opened: AsyncDisposableStack, smtpUrl: string, say: (line: string) => void): Promise<RealStack> {
  const dir = await folder(opened, tmpdir());
  const env = { ...process.env, TRELLIS_SMTP_URL: smtpUrl };
  const stack = opened.use(await startStack({ dir, fresh: true, durable: true, temporalUi: false, env, onProgress: say }));
  return Object.assign(stack, { db: await migrated(opened, stack.databaseUrl) });
}

async function startThrowaway(opened: AsyncDisposableStack): Promise<string> {
  const sharedMemory = '/dev/shm';
  const dir = await folder(opened, existsSync(sharedMemory) ? sharedMemory : tmpdir());
  return opened.use(await startPostgres({ dir, durable: false })).adminUrl;
}

async function folder(opened: AsyncDisposableStack, parent: string): Promise<string> {
  return opened.adopt(await mkdtemp(join(parent, 'trellis-bench-')), (dir) => rm(dir, { recursive: true, force: true }));
}

async function migrated(opened: AsyncDisposableStack, url: string): Promise<Db> {
  const db = opened.adopt(openDatabase(url, { max: 20 }), (pool) => pool.destroy());
  await migrateToLatest(db);
  return db;
}

const lazy = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};
