import { ServiceError } from '@temporalio/client';
import type { Logger } from 'pino';
import { isOutage, outageLabel } from '../db/outage.ts';
import { isUnreachable } from '../engine/stack-error.ts';
import type { RunningWorker } from './temporal-worker.ts';
import { pauseFor } from './pause-for.ts';

/** A part that runs until it is stopped; `broken` rejects when the part can't continue. */
export interface RunningPart {
  readonly broken?: Promise<unknown>;
  stop(): Promise<unknown>;
}

/** Temporal or Postgres is down and will come back. */
const isPassing = (error: unknown): boolean => isUnreachable(error) || isOutage(error) || error instanceof ServiceError;

/** Real milliseconds. */
const PAUSE = { first: 1_000, most: 30_000 };

/**
 * Runs a worker until it is stopped, and replaces it when it can't continue because of a long outage of Temporal.
 * @throws the error that keeps the first worker from starting, unless it is a passing outage
 */
export async function keepWorking(start: () => Promise<RunningWorker>, log: Logger): Promise<Required<RunningPart>> {
  const stopping = new AbortController();
  let worker = await start().catch((error: unknown) => {
    if (!isPassing(error)) throw error;
    log.warn(
      `${isUnreachable(error) ? error.message : isOutage(error) ? outageLabel(error) : 'Temporal does not answer'}: the worker waits.`,
    );
    return undefined;
  });
  const runAndReplace = async () => {
    for (let pause = PAUSE.first; !stopping.signal.aborted; pause = Math.min(PAUSE.most, pause * 2)) {
      try {
        worker ??= await start();
        if (stopping.signal.aborted) await worker.stop();
        await worker.stopped;
      } catch (error) {
        // The message comes from Temporal or the SDK and contains no personal data.
        log.error(
          { error: error instanceof Error ? error.message : 'Error' },
          `The worker failed; a new one starts in ${pause / 1000} seconds.`,
        );
      }
      worker = undefined;
      await pauseFor(pause, stopping.signal);
    }
  };
  const broken = runAndReplace();
  return {
    broken,
    stop: async () => {
      stopping.abort();
      await worker?.stop().catch(() => undefined); // `stopped` reports it, and `broken` ends anyway
      await broken;
    },
  };
}
