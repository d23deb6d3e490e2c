import { setTimeout as sleep } from 'node:timers/promises';
import type { ClaimHandle } from './claim.ts';
import { startServer, type ServerProcess, type ServerSpec } from './processes.ts';
import { StackError, type Component } from '../engine/stack-error.ts';

/** A server that this process runs and can restart with the same port and data. */
export interface Restartable extends AsyncDisposable {
  /** The running server, for signals; undefined while it is stopped. */
  readonly server: ServerProcess | undefined;
  /** Resolves when it is ready; at once if it already runs. */
  start(): Promise<void>;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
  restart(): Promise<void>;
}

export interface RestartableOptions {
  component: Component;
  spec: ServerSpec;
  held: ClaimHandle;
  /** Resolves when the server is ready; throws when it never will be. */
  untilReady: (server: ServerProcess) => Promise<void>;
  onProgress: (line: string) => void;
}

/** Real milliseconds between two starts while what a killed server left is still ending, and how often it is started. */
const AGAIN_AFTER = 500;
const TRIES = 10;

/** Starts a server that can be stopped and started again. Disposal releases the claim. */
export async function restartable({ component, spec, held, untilReady, onProgress }: RestartableOptions): Promise<Restartable> {
  let server: ServerProcess | undefined;
  let expected = false;
  const ready = async (): Promise<ServerProcess> => {
    const starting = await startServer(spec);
    try {
      await held.serves(starting.pid);
      await untilReady(starting);
      return starting;
    } catch (error) {
      await starting.stop();
      throw error;
    }
  };
  const readyAtLast = async (tried = 1): Promise<ServerProcess> => {
    try {
      return await ready();
    } catch (error) {
      if (!(error instanceof StackError && error.code === 'stillEnding') || tried === TRIES) throw error;
    }
    await sleep(AGAIN_AFTER);
    return await readyAtLast(tried + 1);
  };
  const start = async (): Promise<void> => {
    if (server && !server.exit) return;
    const starting = await readyAtLast();
    expected = false;
    server = starting;
    void starting.exited.then(({ code, signal }) => {
      if (!expected) onProgress(`${component}: ended unexpectedly (${signal ?? `code ${code}`}); see its log, ${spec.logFile}`);
    });
  };
  const stop = async (): Promise<void> => {
    expected = true;
    await server?.stop();
    server = undefined;
  };
  await start();
  return {
    get server() {
      return server?.exit ? undefined : server;
    },
    start,
    stop,
    async restart() {
      await stop();
      await start();
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await held.release();
    },
  };
}
