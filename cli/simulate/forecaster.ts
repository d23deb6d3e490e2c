import { SimulationStopped, type SimulateMonth } from '../../api/reports/simulated/simulator.ts';
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
  const ending = new AbortController();
  const stopping = AbortSignal.any([signal, ending.signal]);
  return {
    async simulateMonth(order, onProgress) {
      if (stopping.aborted) throw new SimulationStopped();
      const child = startSimulatorChild(options);
      alive.add(child);
      void child.exited.finally(() => alive.delete(child));
      const stopped = Promise.withResolvers<never>();
      const stop = () => stopped.reject(new SimulationStopped());
      stopping.addEventListener('abort', stop);
      try {
        return await Promise.race([child.ask('month', order, { within: WITHIN, onProgress }), stopped.promise]);
      } finally {
        stopping.removeEventListener('abort', stop);
        child.end();
      }
    },
    async [Symbol.asyncDispose]() {
      ending.abort();
      await Promise.all([...alive].map(async ({ exited }) => await exited));
    },
  };
}
