import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for so many real milliseconds, or until the signal aborts. */
export async function pauseFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {}); // aborted
}
