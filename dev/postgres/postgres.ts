import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { claim } from '../claim.ts';
import { withClient } from './database.ts';
import { lastLines } from '../log-file.ts';
import { loopback, onPort, portTaken } from '../ports.ts';
import { postgresBinaries, postgresUser } from './postgres-binaries.ts';
import { prepareCluster, type Cluster } from './postgres-cluster.ts';
import type { ServerProcess, ServerSpec } from '../processes.ts';
import { restartable, type Restartable } from '../restartable.ts';
import { StackError } from '../../engine/stack-error.ts';

export interface PostgresOptions {
  /** The stack's folder; the data goes below it. */
  dir: string;
  /** 0, the default, takes a free port. */
  port?: number;
  /** False: a power failure may ruin the data (a crash can't). Faster, good for tests. Default true. */
  durable?: boolean;
  onProgress?: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/** A Postgres that this process runs. `stop` ends all its connections. */
export interface Postgres extends Restartable {
  /** The URL of the database `postgres`, as superuser. */
  readonly adminUrl: string;
  readonly port: number;
}

const stopSignals = ['SIGINT', 'SIGQUIT'] as const;

/**
 * Starts the Postgres that npm installed, on loopback, with its data in `<dir>/postgres`.
 * @throws StackError when Postgres can't start, with the remedy
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dir, onProgress = () => {}, signal } = options;
  const file = join(dir, 'postgres.claim.json');
  const held = await claim({ component: 'Postgres', file, stopSignals, onProgress });
  try {
    const user = postgresUser();
    const binaries = await postgresBinaries(user);
    const cluster = await prepareCluster({ dir, binaries, user, onProgress });
    return await onPort('Postgres', options.port ?? 0, 'the database', async (port) => {
      const spec: ServerSpec = {
        command: binaries.postgres,
        args: ['-D', cluster.data, '-h', loopback, '-p', String(port), ...settings(options.durable ?? true)],
        logFile: join(dir, 'postgres.log'),
        stopSignals,
        cwd: cluster.data,
        user,
      };
      const adminUrl = `postgres://trellis:${cluster.password}@${loopback}:${port}/postgres`;
      const untilReady = (server: ServerProcess) =>
        untilAnswers({ server, adminUrl, port, logFile: spec.logFile, cluster, signal });
      const parts = await restartable({ component: 'Postgres', spec, held, untilReady, onProgress });
      return Object.assign(parts, { adminUrl, port });
    });
  } catch (error) {
    await held.release();
    throw error;
  }
}

const settings = (durable: boolean): string[] =>
  [
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_checkpoints=off',
    ...(durable ? [] : ['fsync=off', 'full_page_writes=off', 'jit=off']),
  ].flatMap((setting) => ['-c', setting]);

const readyWithinMs = 60_000; // recovery after a power failure may take long

interface Waiting {
  server: ServerProcess;
  adminUrl: string;
  port: number;
  logFile: string;
  cluster: Cluster;
  signal: AbortSignal | undefined;
}

async function untilAnswers({ server, adminUrl, port, logFile, cluster, signal }: Waiting): Promise<void> {
  const giveUp = performance.now() + readyWithinMs;
  for (;;) {
    signal?.throwIfAborted();
    if (server.exit) throw await whyItEnded(server, port, logFile, cluster);
    try {
      return void (await withClient(adminUrl, (client) => client.query('select 1')));
    } catch (error) {
      if (performance.now() > giveUp) throw didNotStart(`it did not answer within ${readyWithinMs / 1000} s.`, logFile, error);
    }
    await sleep(15, undefined, { signal });
  }
}

async function whyItEnded(server: ServerProcess, port: number, logFile: string, cluster: Cluster): Promise<StackError> {
  const log = lastLines(await server.output(), 12);
  if (/could not bind .*(in use|permission denied)/i.test(log)) return portTaken('Postgres', port, 'the database');
  const other = /Is another postmaster \(PID (\d+)\) running/.exec(log)?.[1];
  if (other) {
    return new StackError({
      component: 'Postgres',
      code: 'inUse',
      problem: `another Postgres (process ${other}) uses ${cluster.data}.`,
      remedy: `End it (kill -INT ${other}), or use another folder.`,
    });
  }
  if (log.includes('pre-existing shared memory block')) {
    return new StackError({
      component: 'Postgres',
      code: 'stillEnding',
      problem: `processes of a killed Postgres still use ${cluster.data}.`,
      remedy: 'Try again in a moment; if they stay, end them, or use another folder.',
    });
  }
  return didNotStart(`it ended at once:\n${log}\n`, logFile);
}

const didNotStart = (problem: string, logFile: string, cause?: unknown): StackError =>
  new StackError({
    component: 'Postgres',
    code: 'didNotStart',
    problem,
    remedy: `See its log, ${logFile}. For a fresh start, move its data, beside the log, away; or set DATABASE_URL.`,
    cause,
  });
