import type { FastifyBaseLogger as Log } from 'fastify';
import type { RunningPart } from './keep-working.ts';
import { repeat } from './repeat.ts';

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
  const failed = 'A sweep failed';
  await Promise.all(
    sweeps.map(async ({ name, every, run }) => await repeat(run, { every, failed, about: { sweep: name }, log, signal })),
  );
}
