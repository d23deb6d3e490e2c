import { fileURLToPath } from 'node:url';
import type { ProcessSettings } from '../../../worker/settings.ts';
import { startServer, type ServerProcess } from '../../../dev/processes.ts';
import type { TemporalTarget } from '../../../engine/temporal-connection.ts';
import { until } from './until.ts';

/** What a worker in a process of its own is told. */
export interface WorkerOrder {
  readonly settings: ProcessSettings;
  readonly temporal: TemporalTarget;
  readonly taskQueue: string;
  readonly bundleFile: string;
}

/** A worker in a process of its own; gone at the latest when it is disposed of, whatever state it is in. */
export interface WorkerProcess extends ServerProcess, AsyncDisposable {}

/** Finds `trellis` among the sources. */
const start = new URL('../../../cli/start.js', import.meta.url).href;
const script = fileURLToPath(new URL('worker-process.ts', import.meta.url));

/** Starts it, and returns when it runs. */
export async function startWorkerProcess(order: WorkerOrder, logFile: string): Promise<WorkerProcess> {
  const { settings, taskQueue, bundleFile, temporal } = order;
  const { address, namespace, connection } = temporal;
  const said = JSON.stringify({
    settings,
    taskQueue,
    bundleFile,
    temporal: { address, namespace, connection },
  } satisfies WorkerOrder);
  const args = ['--import', start, script, said];
  const server = await startServer({ command: process.execPath, args, logFile, stopSignals: ['SIGTERM'] });
  await until('a worker runs', async () => {
    const output = await server.output();
    if (server.exit) throw new Error(`the worker ended at once:\n${output}`);
    return /^runs$/m.test(output);
  });
  const dispose = async () => {
    server.signal('SIGKILL');
    await server.exited;
  };
  return Object.assign(server, { [Symbol.asyncDispose]: dispose });
}
