import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { watchFiles } from '../watch-files.ts';

export interface WatchedWorkerOptions {
  /** The folder of the app. */
  readonly dir: string;
  readonly taskQueue: string;
  /** Whether our mailbox accepts email for every domain. */
  readonly acceptsAll: boolean;
  /** The settings of the worker, with TEMPORAL_ADDRESS. */
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
}

const cli = join(import.meta.dirname, '..');
const workerFile = join(import.meta.dirname, `worker-process${extname(import.meta.filename)}`);

/** Exit codes of `trellis replay`. */
const [FITS, BREAKS] = [0, 1];

/**
 * Runs the leads in a process of its own. When a file of the app changes, it compiles the emails, replays the running leads with the new
 * code, says what breaks, and replaces the process. A change that can't be loaded leaves the worker that runs.
 */
export async function watchedWorker({ dir, taskQueue, acceptsAll, env, say }: WatchedWorkerOptions): Promise<AsyncDisposable> {
  const trellis = async (...args: readonly string[]) => {
    const child = spawn(process.execPath, [join(cli, 'trellis.js'), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { code: code as number | null, said: `${out}${err}`.trim() };
  };
  const start = async (): Promise<ChildProcess | undefined> => {
    const args = ['--import', join(cli, 'start.js'), workerFile, taskQueue, acceptsAll ? 'all' : 'dns'];
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const runs = await Promise.race([once(child, 'message').then(() => true), once(child, 'exit').then(() => false)]);
    return runs ? child : undefined;
  };
  /** What keeps a change from running; undefined if nothing does. */
  const hindrance = async (): Promise<string | undefined> => {
    const content = await trellis('content');
    if (content.code !== 0) return content.said;
    const { code, said } = await trellis('replay', '--live');
    if (code === BREAKS) say(`Leads that run do not fit the new code. In production, this change would need a guard:\n${said}`);
    return code === FITS || code === BREAKS ? undefined : said;
  };

  let worker = await start();
  if (!worker) say('The worker does not start. Correct the app, and it tries again.');
  let changing = Promise.resolve();
  const change = async (files: readonly string[]): Promise<void> => {
    say(`Changed: ${files.join(', ')}`);
    const because = await hindrance();
    if (because !== undefined) return say(`${because}\nThe worker keeps running the code from before.`);
    await stop(worker);
    worker = await start();
    say(worker ? 'The worker runs the new code.' : 'The worker does not start. Correct the app, and it tries again.');
  };
  const watching = await watchFiles(dir, (files) => (changing = change(files)));
  return {
    [Symbol.asyncDispose]: async () => {
      watching[Symbol.dispose]();
      await changing;
      await stop(worker);
    },
  };
}

/** Lets a worker finish its work. */
async function stop(worker: ChildProcess | undefined): Promise<void> {
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, 'exit');
  worker.kill('SIGTERM');
  await ended;
}
