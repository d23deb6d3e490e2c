import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SampleOrder, Simulate, SimulatedSample } from '../../api/campaigns/simulator.ts';
import type { SimulatorAnswer } from './simulator-process.ts';

/** Simulates one sample after the other. */
export interface Simulator extends AsyncDisposable {
  readonly simulate: Simulate;
}

export interface SimulatorOptions {
  /** The folder of the app. */
  readonly app: string;
  /** The database from which the leads are read. */
  readonly databaseUrl: string;
  /** Real milliseconds after which a simulation is given up. */
  readonly within?: number;
  /** Real milliseconds without an order after which the process ends, and gives back its memory. */
  readonly idle?: number;
}

/** How many samples may wait for their turn. */
const MOST_WAITING = 3;

const startFile = new URL('../start.js', import.meta.url).href;
const processFile = fileURLToPath(new URL(`./simulator-process${extname(import.meta.url)}`, import.meta.url));

/**
 * A simulator in a separate process, so that the API stays responsive. The process starts when it is warmed, or with the first
 * order.
 */
export function createSimulator({ app, databaseUrl, within = 60_000, idle = 10 * 60_000 }: SimulatorOptions): Simulator {
  let running: ChildProcess | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let orders = 0;
  let idling: NodeJS.Timeout | undefined;
  const gone = new Set<Promise<unknown>>();

  const started = (): ChildProcess => {
    const env = { ...process.env, DATABASE_URL: databaseUrl };
    const child = fork(processFile, { execArgv: ['--import', startFile], env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.once('exit', () => {
      if (running === child) running = undefined;
    });
    child.send({ app });
    return (running = child);
  };

  /** The process stops its Postgres, and ends. */
  const end = (): void => {
    const child = running;
    running = undefined;
    if (!child?.connected) return;
    const exit = once(child, 'exit').finally(() => gone.delete(exit));
    gone.add(exit);
    child.disconnect();
  };

  const ask = async (order: SampleOrder): Promise<SimulatedSample> => {
    clearTimeout(idling);
    const child = running ?? started();
    const answer = Promise.withResolvers<SimulatedSample>();
    const onMessage = (said: SimulatorAnswer) =>
      'sample' in said ? answer.resolve(said.sample) : answer.reject(new Error(said.because));
    const onExit = () => answer.reject(new Error('The process of the simulation ended; ask again.'));
    const tooLong = setTimeout(() => {
      answer.reject(new Error(`The simulation took more than ${within / 1000} s. Ask for fewer days.`));
      end();
    }, within);
    child.on('message', onMessage).once('exit', onExit);
    child.send(order);
    try {
      return await answer.promise;
    } finally {
      clearTimeout(tooLong);
      child.off('message', onMessage).off('exit', onExit);
      endLater();
    }
  };

  const endLater = (): void => {
    clearTimeout(idling);
    idling = setTimeout(end, idle).unref();
  };

  const simulate = async (order: SampleOrder): Promise<SimulatedSample> => {
    if (orders > MOST_WAITING) throw new Error(`${orders} previews are being simulated now; ask again in a minute.`);
    orders++;
    const turn = last.then(async () => await ask(order)).finally(() => orders--);
    last = turn.catch(() => {});
    return await turn;
  };

  const warm = (): void => {
    if (running) return;
    started();
    endLater();
  };

  return {
    simulate: Object.assign(simulate, { warm }),
    async [Symbol.asyncDispose]() {
      clearTimeout(idling);
      end();
      await Promise.all(gone);
    },
  };
}
