import type { SampleOrder, Simulate, SimulatedSample } from '../../api/campaigns/simulator.ts';
import { SimulationFailed } from '../../api/reports/simulated/simulator.ts';
import { startSimulatorChild, type SimulatorChild, type SimulatorChildOptions } from './simulator-child.ts';

/** Simulates one sample after the other. */
export interface Simulator extends AsyncDisposable {
  readonly simulate: Simulate;
}

export interface SimulatorOptions extends SimulatorChildOptions {
  /** Real milliseconds after which a simulation is given up. */
  readonly within?: number;
  /** Real milliseconds without an order after which the process ends, and gives back its memory. */
  readonly idle?: number;
}

/** How many samples may wait for their turn. */
const MOST_WAITING = 3;

/**
 * A simulator in a separate process, so that the API stays responsive. The process starts when it is warmed, or with the first
 * order.
 */
export function createSimulator({ within = 60_000, idle = 10 * 60_000, ...ofChild }: SimulatorOptions): Simulator {
  /** The processes that have not ended; only the last one takes orders. */
  const alive = new Set<SimulatorChild>();
  let child: SimulatorChild | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let orders = 0;
  let idling: NodeJS.Timeout | undefined;

  const running = (): SimulatorChild => {
    if (child?.isRunning) return child;
    const started = startSimulatorChild(ofChild);
    alive.add(started);
    void started.exited.finally(() => alive.delete(started));
    return (child = started);
  };

  const endLater = (): void => {
    clearTimeout(idling);
    idling = setTimeout(() => child?.end(), idle).unref();
  };

  const simulate = async (order: SampleOrder): Promise<SimulatedSample> => {
    if (orders > MOST_WAITING) throw new SimulationFailed(`${orders} previews are being simulated now. Ask again in a minute.`);
    orders++;
    const turn = last.then(async () => {
      clearTimeout(idling);
      return await running().ask('sample', order, { within });
    });
    last = turn
      .catch(() => {}) // the caller of this turn hears of the error
      .finally(() => {
        orders--;
        endLater();
      });
    return await turn;
  };

  const warm = (): void => {
    if (child?.isRunning) return;
    running();
    endLater();
  };

  return {
    simulate: Object.assign(simulate, { warm }),
    async [Symbol.asyncDispose]() {
      clearTimeout(idling);
      await Promise.all(
        [...alive].map(async (one) => {
          one.end();
          await one.exited;
        }),
      );
    },
  };
}
