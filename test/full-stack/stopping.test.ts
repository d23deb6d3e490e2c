import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { startServers, type Servers } from './support/servers.ts';
import { suspend } from './support/suspend.ts';
import { until } from './support/until.ts';
import { startTrellis } from './support/trellis-process.ts';
import { beginWorld, type RealWorld } from './support/world.ts';

vi.setConfig({ testTimeout: 120_000 });

let servers: Servers;
beforeAll(async () => void (servers = await startServers()));
afterEach(async () => {
  await servers.stack.temporal.start();
  await servers.stack.postgres.start();
});
afterAll(() => servers[Symbol.asyncDispose]());

/** Real seconds in which each process has ended that was told to stop. */
const WITHIN = { api: 10, worker: 35 };

async function suspendPostgres({ settings }: RealWorld): Promise<AsyncDisposable> {
  const { adminUrl, server } = servers.stack.postgres;
  const admin = openDatabase(adminUrl, { max: 1, onError: () => {} });
  const name = new URL(settings.databaseUrl).pathname.slice(1);
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity where datname = ${name}`.execute(admin);
  await admin.destroy();
  return await suspend([server!.pid, ...rows.map(({ pid }) => pid)]);
}

const nothing: AsyncDisposable = { [Symbol.asyncDispose]: () => Promise.resolve() };

/** What is wrong with the servers when a process is told to stop. */
const troubles = {
  'nothing is wrong': () => nothing,
  'Temporal is down': async () => (await servers.stack.temporal.stop(), nothing),
  'Temporal does not answer': async () => await suspend([servers.stack.temporal.server!.pid]),
  'Temporal restarts': async () => {
    await servers.stack.temporal.stop();
    const starting = sleep(2_000).then(() => servers.stack.temporal.start());
    return { [Symbol.asyncDispose]: () => starting };
  },
  'Postgres is down': async () => (await servers.stack.postgres.stop(), nothing),
  'Postgres does not answer': suspendPostgres,
} satisfies Record<string, (world: RealWorld) => AsyncDisposable | Promise<AsyncDisposable>>;

test.each(Object.entries(troubles))('processes that are told to stop end in their time: %s', async (_what, begin) => {
  await using world = await beginWorld(servers, { parts: [] });
  await using api = await startTrellis(world, 'api');
  await using worker = await startTrellis(world, 'worker');
  await using _trouble = await begin(world);
  // Meanwhile their sweeps and messages have met the trouble.
  await sleep(12_000);
  const [ofApi, ofWorker] = await Promise.all([api.ends(), worker.ends()]);
  expect(ofApi.seconds).toBeLessThan(WITHIN.api);
  expect(ofWorker.seconds).toBeLessThan(WITHIN.worker);
});

test('an API that is told to stop does not wait for those who keep a connection, or send slowly', async () => {
  await using world = await beginWorld(servers, { parts: [] });
  await using api = await startTrellis(world, 'api');
  const port = Number(new URL(world.apiUrl).port);
  const idle = connect(port, '127.0.0.1').on('error', () => {});
  idle.write('GET /health HTTP/1.1\r\nhost: x\r\n\r\n');
  const slow = connect(port, '127.0.0.1').on('error', () => {});
  slow.write(
    'POST /f/demo HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 900\r\n\r\na=',
  );
  await Promise.all([once(idle, 'data'), once(slow, 'connect')]);
  await sleep(200);
  const { seconds, code } = await api.ends();
  expect(seconds).toBeLessThan(WITHIN.api);
  expect(code).toBe(0);
});

test('an API that starts while Postgres is down answers 503 until it is up, and can be stopped in the meantime', async () => {
  await using world = await beginWorld(servers, { parts: [] });
  await servers.stack.postgres.stop();
  await using stopped = await startTrellis(world, 'api', { untilItRuns: false });
  await using api = await startTrellis({ ...world, environment: { ...world.environment, TRELLIS_API_PORT: '0' } }, 'api', {
    untilItRuns: false,
  });
  const health = async () => await fetch(`${world.apiUrl}/health`).catch(() => undefined);
  await until('it answers', async () => (await health())?.status === 503);
  const answer = await fetch(`${world.apiUrl}/f/demo`, { method: 'POST', body: new URLSearchParams({ email: 'a@b.example' }) });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
  const { seconds, code } = await stopped.ends();
  expect(seconds).toBeLessThan(WITHIN.api);
  expect(code).toBe(0);
  await servers.stack.postgres.start();
  await until('the other one runs', api.runs);
});
