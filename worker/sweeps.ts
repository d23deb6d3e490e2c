import type { FastifyBaseLogger as Log } from 'fastify';
import type { RunningPart } from './keep-working.ts';
import { pauseFor } from './pause-for.ts';

/** A periodic task of the platform. Two processes may run it at the same time. */
export interface Sweep {
  readonly name: string;
  /** Real milliseconds between the end of one run and the next. */
  readonly every: number;
  /** @returns how many things it changed; unless 0, the sweep runs again at once */
  readonly run: () => Promise<number>;
}

/** Runs sweeps until it is stopped. */
export function startSweeps(sweeps: readonly Sweep[], log: Log): RunningPart {
  const stopping = new AbortController();
  const broken = runSweeps(sweeps, log, { signal: stopping.signal });
  return {
    broken,
    stop: () => {
      stopping.abort();
      return broken;
    },
  };
}

/** Runs each sweep until the signal aborts; resolves when all have ended. A failing sweep does not delay the others. */
async function runSweeps(sweeps: readonly Sweep[], log: Log, { signal }: { signal: AbortSignal }): Promise<void> {
  await Promise.all(sweeps.map(async (sweep) => await repeat(sweep, log, signal)));
}

async function repeat({ name, every, run }: Sweep, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const changed = await run().catch((error: unknown) => {
      // The name only: a message may quote an address.
      log.warn({ sweep: name, error: error instanceof Error ? error.name : 'Error' }, 'A sweep failed; trying again.');
      return 0;
    });
    if (changed === 0) await pauseFor(every, signal);
  }
}
