import type { SimulateMonth } from '../../api/reports/simulated/simulator.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import { startSimulatorChild, type SimulatorChild, type SimulatorChildOptions } from './simulator-child.ts';

/** Simulates months. */
export interface Forecaster extends AsyncDisposable {
  readonly simulateMonth: SimulateMonth;
}

/** Real milliseconds after which a simulation is given up. */
const WITHIN = 30 * MINUTE;

/**
 * A forecaster whose simulations run in a process of their own each, which previews need not wait for, and which gives back its memory.
 * @param signal ends them
 */
export function createForecaster({ signal, ...options }: SimulatorChildOptions & { readonly signal: AbortSignal }): Forecaster {
  const alive = new Set<SimulatorChild>();
  const end = async (child: SimulatorChild): Promise<void> => {
    child.end();
    await child.exited;
    alive.delete(child);
  };
  return {
    async simulateMonth(order, onProgress) {
      signal.throwIfAborted();
      const child = startSimulatorChild(options);
      const stop = () => child.end();
      signal.addEventListener('abort', stop);
      alive.add(child);
      try {
        return await child.ask('month', order, { within: WITHIN, onProgress });
      } finally {
        signal.removeEventListener('abort', stop);
        await end(child);
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...alive].map(end));
    },
  };
}
