import { setTimeout as sleep } from 'node:timers/promises';

/** Postgres: a unique key was taken meanwhile, a deadlock, a serialisation failure. Nothing of the transaction was saved. */
const clashes = new Set<unknown>(['23505', '40P01', '40001']);

/** Whether a transaction failed because of another one, so that it can be done again. */
export const isClash = (error: unknown): boolean => clashes.has((error as { code?: unknown } | undefined)?.code);

/** Real milliseconds, the longest, between two tries. */
const PAUSES = [20, 50, 100, 200, 400];

/** Runs a transaction, again and again while it clashes with others. @throws what the last try threw */
export async function despiteClashes<T>(run: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await run();
    } catch (error) {
      if (!isClash(error)) throw error;
      // Two that clash shall not meet again at once.
      await sleep(pause * (0.5 + Math.random() / 2));
    }
  }
  return await run();
}
