import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something has ended, but not for longer than so many real milliseconds. @returns whether it has ended */
export async function endsWithin(ms: number, ending: Promise<unknown>): Promise<boolean> {
  const enough = new AbortController();
  try {
    return await Promise.race([ending.then(() => true), sleep(ms, false, { signal: enough.signal })]);
  } finally {
    enough.abort();
  }
}
