import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SampleOrder, SimulatedSample } from '../../api/campaigns/simulator.ts';
import type { SimulatorAnswer } from './simulator-process.ts';

export interface SimulatorChildOptions {
  /** The folder of the app. */
  readonly app: string;
  /** The database from which the leads are read. */
  readonly databaseUrl: string;
}

/** A process that simulates one sample after the other. */
export interface SimulatorChild {
  readonly isRunning: boolean;
  /** @param within real milliseconds after which the simulation is given up, and the process ends */
  ask(order: SampleOrder, within: number): Promise<SimulatedSample>;
  /** Tells the process to stop its Postgres and end. */
  end(): void;
  readonly exited: Promise<unknown>;
}

const startFile = new URL('../start.js', import.meta.url).href;
const processFile = fileURLToPath(new URL(`./simulator-process${extname(import.meta.url)}`, import.meta.url));

export function startSimulatorChild({ app, databaseUrl }: SimulatorChildOptions): SimulatorChild {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const child = fork(processFile, { execArgv: ['--import', startFile], env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send({ app });
  const end = (): void => {
    if (child.connected) child.disconnect();
  };

  return {
    get isRunning() {
      return child.connected;
    },
    async ask(order, within) {
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
      }
    },
    end,
    exited: once(child, 'exit'),
  };
}
