import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '@temporalio/client';
import type { Logger } from 'pino';
import { isOutage, outageLabel } from '../db/outage.ts';
import { isUnreachable } from '../engine/stack-error.ts';
import type { RunningWorker } from './temporal-worker.ts';

/** A part that runs until it is stopped; `broken` rejects when it can't go on. */
export interface RunningPart {
  readonly broken?: Promise<unknown>;
  stop(): Promise<unknown>;
}

/** Temporal or Postgres is away: it will come back. */
const isPassing = (error: unknown): boolean => isUnreachable(error) || isOutage(error) || error instanceof ServiceError;

/** Real milliseconds. */
const PAUSE = { first: 1_000, most: 30_000 };

/**
 * Runs a worker until it is stopped: one that can't go on, because Temporal is away for long, is followed by another.
 * @throws what keeps the first one from starting, unless it is that Temporal does not answer
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
  const followUp = async () => {
    for (let pause = PAUSE.first; !stopping.signal.aborted; pause = Math.min(PAUSE.most, pause * 2)) {
      try {
        worker ??= await start();
        if (stopping.signal.aborted) await worker.stop();
        await worker.stopped;
      } catch (error) {
        // Of Temporal or of the SDK: nothing personal is in it.
        log.error(
          { error: error instanceof Error ? error.message : 'Error' },
          `The worker could not go on; another one starts in ${pause / 1000} seconds.`,
        );
      }
      worker = undefined;
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const broken = followUp();
  return {
    broken,
    stop: async () => {
      stopping.abort();
      await worker?.stop().catch(() => undefined);
      await broken;
    },
  };
}
