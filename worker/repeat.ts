import type { FastifyBaseLogger as Log } from 'fastify';
import { bareError } from '../domain/text/bare-error.ts';
import { pauseFor } from './pause-for.ts';

interface Repeating {
  /** Real milliseconds until the next run if there was nothing to do; after any other run, the next one begins at once. */
  readonly every: number;
  /** What the log says of a failed run. */
  readonly failed: string;
  /** What the log names besides, such as a sweep. */
  readonly about?: object;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Repeats work until the signal aborts; resolves when the last run has ended. A run that fails is logged, and tried again. */
export async function repeat(run: () => Promise<number>, { every, failed, about, log, signal }: Repeating): Promise<void> {
  while (!signal.aborted) {
    const done = await run().catch((error: unknown) => {
      // The code only: a message may quote an address.
      log.warn({ ...about, error: bareError(error).code }, `${failed}; trying again.`);
      return 0;
    });
    if (done === 0) await pauseFor(every, signal);
  }
}
