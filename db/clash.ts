import { setTimeout as sleep } from 'node:timers/promises';

/** SQLSTATEs of a unique key taken concurrently, a deadlock, and a serialisation failure. The transaction was rolled back. */
const clashes = new Set<unknown>(['23505', '40P01', '40001']);

/** Whether a transaction failed because of another one, so that it can be retried. */
export const isClash = (error: unknown): boolean => clashes.has((error as { code?: unknown } | undefined)?.code);

/** The longest pauses between tries, in real milliseconds. */
const PAUSES = [20, 50, 100, 200, 400];

/** Runs a transaction, and retries it while it clashes with others. @throws what the last try threw */
export async function despiteClashes<T>(run: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await run();
    } catch (error) {
      if (!isClash(error)) throw error;
      // A random part, so that two transactions do not clash again.
      await sleep(pause * (0.5 + Math.random() / 2));
    }
  }
  return await run();
}
