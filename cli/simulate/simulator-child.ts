import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SimulationFailed } from '../../api/reports/simulated/simulator.ts';
import type { Failure, SimulationKind, Simulations, SimulatorAnswer } from './simulator-process.ts';

export interface SimulatorChildOptions {
  /** The folder of the app. */
  readonly app: string;
  /** The database from which the leads are read. */
  readonly databaseUrl: string;
}

interface Asking {
  /** Real milliseconds after which the simulation is given up, and the process ends. */
  readonly within: number;
  readonly onProgress?: (line: string) => void;
}

/** A process that simulates one order after the other. */
export interface SimulatorChild {
  readonly isRunning: boolean;
  ask<K extends SimulationKind>(kind: K, order: Simulations[K]['order'], asking: Asking): Promise<Simulations[K]['result']>;
  /** Tells the process to stop its Postgres and end; one that does not is killed. */
  end(): void;
  readonly exited: Promise<unknown>;
}

const startFile = new URL('../start.js', import.meta.url).href;
const processFile = fileURLToPath(new URL(`./simulator-process${extname(import.meta.url)}`, import.meta.url));

/** Real milliseconds. */
const ENDS_WITHIN = 20_000;

export function startSimulatorChild({ app, databaseUrl }: SimulatorChildOptions): SimulatorChild {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const child = fork(processFile, { execArgv: ['--import', startFile], env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send({ app });
  const end = (): void => {
    if (!child.connected) return;
    child.disconnect();
    const kill = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN).unref();
    child.once('exit', () => clearTimeout(kill));
  };

  return {
    get isRunning() {
      return child.connected;
    },
    async ask<K extends SimulationKind>(kind: K, order: Simulations[K]['order'], { within, onProgress }: Asking) {
      const answer = Promise.withResolvers<Simulations[K]['result']>();
      const onMessage = (said: SimulatorAnswer) => {
        if ('progress' in said) onProgress?.(said.progress);
        else if ('result' in said) answer.resolve(said.result as Simulations[K]['result']);
        else answer.reject(errorOf(said));
      };
      const onExit = () => answer.reject(new SimulationFailed('The simulation was interrupted. Ask again.'));
      const tooLong = setTimeout(() => {
        const advice = kind === 'sample' ? ' Ask for fewer days, or again when less is going on.' : '';
        answer.reject(new SimulationFailed(`The simulation took more than ${within / 1000} seconds.${advice}`));
        end();
      }, within);
      child.on('message', onMessage).once('exit', onExit);
      child.send({ kind, order });
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

/** The log tells where it was thrown. */
const errorOf = ({ because, isForPeople, stack }: Failure): Error =>
  Object.assign(isForPeople ? new SimulationFailed(because) : new Error(because), { stack });
