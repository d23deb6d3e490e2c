import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer, type ServerProcess } from '../../../dev/processes.ts';
import { until } from './until.ts';
import type { RealWorld } from './world.ts';

const trellis = fileURLToPath(new URL('../../../cli/trellis.js', import.meta.url));

/** What `trellis api` and `trellis worker` say when they run. */
const runs = /The API answers|The worker is running/;

/** A process as it runs in production; gone at the latest when it is disposed of. */
export interface TrellisProcess extends ServerProcess, AsyncDisposable {
  readonly runs: () => Promise<boolean>;
  /** Tells it to stop. @returns after how many real seconds it has ended, and how */
  ends(): Promise<{ readonly seconds: number; readonly code: number | null }>;
}

let started = 0;

/** Starts `trellis api`, with its relay, or `trellis worker`. */
export async function startTrellis(
  { environment, servers }: RealWorld,
  part: 'api' | 'worker',
  { untilItRuns = true } = {},
): Promise<TrellisProcess> {
  const logFile = join(servers.dir, `trellis-${part}-${++started}.log`);
  const env = { ...process.env, ...environment };
  const server = await startServer({ command: process.execPath, args: [trellis, part], logFile, env, stopSignals: ['SIGTERM'] });
  const itRuns = async () => {
    const output = await server.output();
    if (server.exit) throw new Error(`trellis ${part} ended:\n${output}`);
    return runs.test(output);
  };
  if (untilItRuns) await until(`trellis ${part} runs`, itRuns);
  const ends = async () => {
    const told = performance.now();
    server.signal('SIGTERM');
    const { code } = await server.exited;
    return { seconds: (performance.now() - told) / 1000, code };
  };
  const dispose = async () => {
    server.signal('SIGKILL');
    await server.exited;
  };
  return Object.assign(server, { runs: itRuns, ends, [Symbol.asyncDispose]: dispose });
}
