import type { Logger } from 'pino';
import { pauseFor } from './pause-for.ts';

interface Waiting {
  readonly log: Logger;
  /** Whether waiting can cure an error; other errors are thrown. */
  readonly passes: (error: unknown) => boolean;
  /** The reason for the wait, in words. */
  readonly label: (error: unknown) => string;
  readonly signal?: AbortSignal | undefined;
}

const PAUSE = { first: 500, most: 15_000 };

/**
 * Repeats `run` until it succeeds, as long as it fails with errors that waiting can cure.
 * @throws any other error, or the signal's reason when it aborts
 */
export async function waitFor<T>(run: () => Promise<T>, { log, passes, label, signal }: Waiting): Promise<T> {
  for (let pause = PAUSE.first; ; pause = Math.min(PAUSE.most, pause * 2)) {
    signal?.throwIfAborted();
    try {
      return await run();
    } catch (error) {
      if (!passes(error)) throw error;
      log.warn(`${label(error)}; trying again in ${pause / 1000} seconds.`);
    }
    await pauseFor(pause, signal);
  }
}
