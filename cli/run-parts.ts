import { startPlatform, stopsWithin, type Part, type Platform } from '../worker/platform.ts';
import { readSettings } from '../worker/settings.ts';
import { ownApp } from './app.ts';
import { interrupts } from './interrupts.ts';
import { isUnreachable } from '../engine/stack-error.ts';
import { checkTemporal } from '../engine/temporal-connection.ts';
import { createForecaster } from './simulate/forecaster.ts';
import { createSimulator } from './simulate/simulator.ts';
import { temporalTarget } from './temporal-target.ts';

/** The task queue of an installation, unless a local stack has its own. */
export const TASK_QUEUE = 'trellis';

/**
 * Runs parts of the platform on the servers from the environment, until the process is told to stop.
 * @param ready the message to print when they run
 */
export async function runParts(parts: readonly Part[], ready: (platform: Platform) => string | Promise<string>): Promise<void> {
  using interrupted = interrupts();
  const app = await ownApp();
  const settings = readSettings(process.env, app.sender);
  const temporal = await temporalTarget();
  await checkTemporal(temporal).catch((error: unknown) => {
    if (!isUnreachable(error)) throw error;
    console.log(`${error.message} Trellis starts anyway, and connects as soon as Temporal answers.`);
  });
  const { signal } = interrupted;
  signal.addEventListener('abort', () => endAtTheLatest(stopsWithin(parts) + CLOSING));
  await using simulator = createSimulator({ app: app.dir, databaseUrl: settings.databaseUrl });
  await using forecaster = createForecaster({ app: app.dir, databaseUrl: settings.databaseUrl, signal });
  const simulating = { simulate: simulator.simulate, simulateMonth: forecaster.simulateMonth };
  const order = { app, settings, temporal, taskQueue: TASK_QUEUE, parts, ...simulating, signal };
  await using platform = await startPlatform(order).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    return undefined; // stopped while it waited for Postgres
  });
  if (!platform) return;
  console.log(await ready(platform));
  await untilStopped(platform, interrupted.signal);
}

/** Real milliseconds, after the parts have stopped. */
const CLOSING = 2_000;

/** An unresponsive server must not keep a stopping process alive. */
function endAtTheLatest(ms: number): void {
  const end = () => {
    console.error('Some work did not finish in time; another process will resume it.');
    process.exit(1);
  };
  setTimeout(end, ms).unref();
}

/** Waits until the process is told to stop; a second signal ends it at once. @throws when a part can't continue */
export async function untilStopped(platform: Platform, signal: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
  await Promise.race([stopped, platform.broken]);
  console.log('Stopping: work in progress is finished first. A second signal stops at once.');
}
