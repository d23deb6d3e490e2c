import type { Logger } from 'pino';
import { endsWithin } from './ends-within.ts';
import type { RunningPart } from './keep-working.ts';

/** The parts that run in this process; disposing stops them all at the same time. */
export interface RunningParts extends AsyncDisposable {
  /** Rejects when a part can't continue. */
  readonly broken: Promise<never>;
  /** Adds a part that has started. */
  readonly add: <P extends RunningPart>(part: P) => P;
}

/** @param within real milliseconds that the parts get to finish their work */
export function runningParts({ within, log }: { readonly within: number; readonly log: Logger }): RunningParts {
  const broken = Promise.withResolvers<never>();
  // Callers may ignore `broken`; its rejection must not crash the process.
  broken.promise.catch(() => {});
  const running: RunningPart[] = [];
  return {
    broken: broken.promise,
    add: (part) => {
      part.broken?.catch(broken.reject);
      running.push(part);
      return part;
    },
    async [Symbol.asyncDispose]() {
      if (await endsWithin(within, allStopped(running))) return;
      log.warn('Some work did not finish in time and is abandoned; another process will resume it.');
    },
  };
}

/** @throws the first error, once all have ended */
async function allStopped(running: readonly RunningPart[]): Promise<void> {
  const ends = await Promise.allSettled(running.map(async (part) => await part.stop()));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
