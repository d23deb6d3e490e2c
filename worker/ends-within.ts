import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for `ending`, at most so many real milliseconds. @returns whether it has ended */
export async function endsWithin(ms: number, ending: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  try {
    return await Promise.race([ending.then(() => true), sleep(ms, false, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}
