import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WorkerNews, WorkerOrder } from './worker-child.ts';

/** A worker in a process of its own, as in production; it can be stopped and started again. */
export interface WorkerProcess extends AsyncDisposable {
  readonly start: () => Promise<void>;
  /** Lets what is under way finish. */
  readonly stop: () => Promise<void>;
  /** Rejects when a worker ends without having been told to. */
  readonly broken: Promise<never>;
}

const childFile = fileURLToPath(new URL('worker-child.ts', import.meta.url));

export function workerProcess(order: WorkerOrder): WorkerProcess {
  const broken = Promise.withResolvers<never>();
  // Whoever does not wait for it shall not be ended by it.
  broken.promise.catch(() => {});
  let running: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const child = fork(childFile, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    running = child;
    let because = 'the worker’s process ended';
    child.once('exit', () => {
      if (running === child) broken.reject(new Error(because));
    });
    child.send(order);
    const isRunning = new Promise<void>((resolve) => {
      child.on('message', (message) => {
        const news = message as WorkerNews;
        if (news.is === 'running') resolve();
        else because = news.because;
      });
    });
    await Promise.race([isRunning, broken.promise]);
  };

  const stop = async (): Promise<void> => {
    const child = running;
    running = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.send('stop');
    await once(child, 'exit');
  };

  return { start, stop, broken: broken.promise, [Symbol.asyncDispose]: stop };
}
