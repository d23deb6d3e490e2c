import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger as Log } from 'fastify';

/** Something that the platform looks after now and then. Two processes may run it at the same time. */
export interface Sweep {
  readonly name: string;
  /** Real milliseconds between the end of one run and the next. */
  readonly every: number;
  /** @returns how many things it changed; it runs again at once while there are some */
  readonly run: () => Promise<number>;
}

/** Runs each sweep until the signal aborts; resolves when those under way have ended. A sweep that fails holds up no other one. */
export async function runSweeps(sweeps: readonly Sweep[], log: Log, { signal }: { signal: AbortSignal }): Promise<void> {
  await Promise.all(sweeps.map(async (sweep) => await repeat(sweep, log, signal)));
}

async function repeat({ name, every, run }: Sweep, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const changed = await run().catch((error: unknown) => {
      // The name only: a message may quote an address.
      log.warn({ sweep: name, error: error instanceof Error ? error.name : 'Error' }, 'A sweep failed; trying again.');
      return 0;
    });
    if (changed === 0) await sleep(every, undefined, { signal }).catch(() => {});
  }
}
