import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PartNews, PartOrder } from './part-child.ts';

/** Parts of the platform in a process of their own, as in production; it can be stopped, killed and started again. */
export interface PartProcess extends AsyncDisposable {
  /**
   * Returns when the parts run. @throws when they can't
   * @param aheadMs by how much the clock that they read is ahead of the real one; below 0, it is behind
   */
  readonly start: (aheadMs?: number) => Promise<void>;
  /** Lets what is under way finish. */
  readonly stop: () => Promise<void>;
  /** Ends it at once, also while it stops. */
  readonly kill: () => Promise<void>;
  /** Nothing happens in it until it is resumed. */
  readonly suspend: () => void;
  readonly resume: () => void;
}

/** Finds `trellis` among the sources, as `npm run demo` does. */
const startFile = new URL('../../cli/start.js', import.meta.url).href;
const childFile = fileURLToPath(new URL('./part-child.ts', import.meta.url));
const wrongClock = new URL('./wrong-clock.ts', import.meta.url).href;

/** @param onEnd hears why the process ended without having been told to */
export function partProcess(order: PartOrder, onEnd: (because: string) => void): PartProcess {
  let running: ChildProcess | undefined;
  let stopping: ChildProcess | undefined;

  const start = async (aheadMs = 0): Promise<void> => {
    const clock = aheadMs === 0 ? [] : ['--import', `${wrongClock}?aheadMs=${aheadMs}`];
    const execArgv = ['--import', startFile, ...clock];
    const child = fork(childFile, { execArgv, serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    running = child;
    let because = `the process of ${order.parts.join(' and ')} ended`;
    const news = Promise.withResolvers<void>();
    child.on('message', (message: PartNews) => {
      if (message.is === 'running') news.resolve();
      else because = message.because;
    });
    child.once('exit', () => {
      if (running === child) onEnd(because);
      news.reject(new Error(because));
    });
    child.send(order);
    await news.promise;
  };

  /** From here on, its end is no news. */
  const taken = (): ChildProcess | undefined => {
    const child = running;
    running = undefined;
    return child && child.exitCode === null && child.signalCode === null ? child : undefined;
  };
  const stop = async (): Promise<void> => {
    const child = taken();
    if (!child) return;
    stopping = child;
    child.kill('SIGCONT');
    child.send('stop');
    await once(child, 'exit');
  };
  const kill = async (): Promise<void> => {
    const child = taken() ?? stopping;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };

  return {
    start,
    stop,
    kill,
    suspend: () => void running?.kill('SIGSTOP'),
    resume: () => void running?.kill('SIGCONT'),
    [Symbol.asyncDispose]: stop,
  };
}
