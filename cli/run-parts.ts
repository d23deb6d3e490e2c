import { startPlatform, stopsWithin, type Part, type Platform } from '../worker/platform.ts';
import { readSettings } from '../worker/settings.ts';
import { ownApp } from './app.ts';
import { interrupts } from './interrupts.ts';
import { isUnreachable } from '../engine/stack-error.ts';
import { checkTemporal } from '../engine/temporal-connection.ts';
import { temporalTarget } from './temporal-target.ts';

/** What workers poll and starts go to, unless a stack has its own. */
export const TASK_QUEUE = 'trellis';

/**
 * Runs parts of the platform over the servers that the environment names, until the process is told to stop.
 * @param ready what to say when they run
 */
export async function runParts(parts: readonly Part[], ready: (platform: Platform) => string): Promise<void> {
  using interrupted = interrupts();
  const app = await ownApp();
  const settings = readSettings(process.env, app.sender);
  const temporal = await temporalTarget();
  await checkTemporal(temporal).catch((error: unknown) => {
    if (!isUnreachable(error)) throw error;
    console.log(`${error.message} Trellis starts all the same, and connects when it answers.`);
  });
  const { signal } = interrupted;
  signal.addEventListener('abort', () => endAtTheLatest(stopsWithin(parts) + CLOSING));
  await using platform = await startPlatform({ app, settings, temporal, taskQueue: TASK_QUEUE, parts, signal }).catch(
    (error: unknown) => {
      if (!signal.aborted) throw error;
      return undefined; // told to stop while it waited for Postgres
    },
  );
  if (!platform) return;
  console.log(ready(platform));
  await untilStopped(platform, interrupted.signal);
}

/** Real milliseconds, after the parts have stopped. */
const CLOSING = 2_000;

/** A server that does not answer must not hold a process that was told to stop. */
function endAtTheLatest(ms: number): void {
  const end = () => {
    console.error('Not everything has ended in time; what was under way is taken up by another process.');
    process.exit(1);
  };
  setTimeout(end, ms).unref();
}

/** Until somebody stops the process; a second signal ends it at once. @throws when a part can't go on */
export async function untilStopped(platform: Platform, signal: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
  await Promise.race([stopped, platform.broken]);
  console.log('Stopping: what is under way is finished first. Once more ends it at once.');
}
