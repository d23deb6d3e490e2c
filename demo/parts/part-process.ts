import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PartNews, PartOrder } from './part-child.ts';

/** Parts of the platform in a separate process, as in production. The process can be stopped, killed and restarted. */
export interface PartProcess extends AsyncDisposable {
  /**
   * Resolves when the parts run. @throws when they can't
   * @param aheadMs how far their clock is ahead of real time; negative: behind
   */
  readonly start: (aheadMs?: number) => Promise<void>;
  /** Lets work in progress finish, then ends the process. */
  readonly stop: () => Promise<void>;
  /** Ends the process at once, even while it stops. */
  readonly kill: () => Promise<void>;
  /** Suspends the process until `resume`. */
  readonly suspend: () => void;
  readonly resume: () => void;
}

/** Resolves `trellis` to the sources, as `npm run demo` does. */
const startFile = new URL('../../cli/start.js', import.meta.url).href;
const childFile = fileURLToPath(new URL('./part-child.ts', import.meta.url));
const wrongClock = new URL('./wrong-clock.ts', import.meta.url).href;

/** @param onEnd gets the reason when the process ends unexpectedly */
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

  /** Takes the running process, so that its end no longer calls `onEnd`. */
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
