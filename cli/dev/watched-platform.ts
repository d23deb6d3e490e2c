import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { watchFiles } from '../watch-files.ts';

export interface WatchedOptions {
  /** The folder of the app. */
  readonly dir: string;
  readonly taskQueue: string;
  /** Whether our mailbox accepts email for every domain. */
  readonly acceptsAll: boolean;
  /** The settings of the platform, with TEMPORAL_ADDRESS. */
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
}

const cli = join(import.meta.dirname, '..');
const platformFile = join(import.meta.dirname, `platform-process${extname(import.meta.filename)}`);

/** Exit codes of `trellis replay`. */
const [FITS, BREAKS] = [0, 1];

/**
 * Runs the API and the leads in a process of its own. When a file of the app changes, it compiles the emails, replays the running leads
 * with the new code, says what breaks, and replaces the process. A change that can't be loaded leaves the process that runs.
 */
export async function watchedPlatform({ dir, taskQueue, acceptsAll, env, say }: WatchedOptions): Promise<AsyncDisposable> {
  const trellis = async (...args: readonly string[]) => {
    const child = spawn(process.execPath, [join(cli, 'trellis.js'), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { code: code as number | null, said: `${out}${err}`.trim() };
  };
  const start = async (): Promise<ChildProcess | undefined> => {
    const args = ['--import', join(cli, 'start.js'), platformFile, taskQueue, acceptsAll ? 'all' : 'dns'];
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const runs = await Promise.race([once(child, 'message').then(() => true), once(child, 'exit').then(() => false)]);
    return runs ? child : undefined;
  };
  /** What keeps a change from running; undefined if nothing does. */
  const hindrance = async (): Promise<string | undefined> => {
    const content = await trellis('content');
    if (content.code !== 0) return content.said;
    const { code, said } = await trellis('replay', '--live');
    if (code === BREAKS) say(`Running leads do not fit the new code. In production, this change would need a guard:\n${said}`);
    return code === FITS || code === BREAKS ? undefined : said;
  };

  const doesNotStart = 'Trellis does not start. Correct the app; it will try again.';
  let running = await start();
  if (!running) say(doesNotStart);
  let changing = Promise.resolve();
  const change = async (files: readonly string[]): Promise<void> => {
    say(`Changed: ${files.join(', ')}`);
    const because = await hindrance();
    if (because !== undefined) return say(`${because}\nTrellis keeps running the previous code.`);
    await stop(running);
    running = await start();
    say(running ? 'Trellis now runs the new code.' : doesNotStart);
  };
  const watching = await watchFiles(dir, (files) => (changing = change(files)));
  return {
    [Symbol.asyncDispose]: async () => {
      watching[Symbol.dispose]();
      await changing;
      await stop(running);
    },
  };
}

/** Lets the process finish its work. */
async function stop(running: ChildProcess | undefined): Promise<void> {
  if (!running || running.exitCode !== null || running.signalCode !== null) return;
  const ended = once(running, 'exit');
  running.kill('SIGTERM');
  await ended;
}
