import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { guard } from './guard.ts';
import { identify, isAlive, type ProcessIdentity } from './identity.ts';

export interface ServerSpec {
  command: string;
  args: readonly string[];
  /** The file that its output is appended to. */
  logFile: string;
  /** Signals that end it, the gentlest first. */
  stopSignals: readonly [NodeJS.Signals, ...NodeJS.Signals[]];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Run as this user instead of root. */
  user?: { uid: number; gid: number } | undefined;
}

/** How a process ended: exactly one of the two is set. */
interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A server that runs as a child of this process. */
export interface ServerProcess {
  readonly pid: number;
  /** Set once it has ended. */
  readonly exit: Exit | undefined;
  readonly exited: Promise<Exit>;
  /** Its output since it started. */
  output(): Promise<string>;
  /** Sends a signal (SIGKILL, SIGSTOP, SIGCONT …); for tests. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it, with increasing force, and resolves when it has ended. */
  stop(): Promise<void>;
}

const maxLogBytes = 20_000_000;

/**
 * Starts a server in its own session, so that Ctrl-C reaches only this process, which ends the servers in order.
 * @throws the system's error when the command cannot be run
 */
export async function startServer(spec: ServerSpec): Promise<ServerProcess> {
  mkdirSync(dirname(spec.logFile), { recursive: true, mode: 0o700 });
  const log = openSync(spec.logFile, 'a', 0o600); // Postgres quotes values in its errors
  if (fstatSync(log).size > maxLogBytes) ftruncateSync(log);
  const logStart = fstatSync(log).size;
  const child = spawn(spec.command, spec.args, {
    stdio: ['ignore', log, log],
    detached: true,
    env: spec.env,
    cwd: spec.cwd,
    ...spec.user,
  });
  closeSync(log);
  await once(child, 'spawn');
  const pid = child.pid as number;
  const identity = identify(pid);
  const dismiss = guard(pid, spec.stopSignals[0]);
  let exit: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      exit = { code, signal };
      dismiss();
      resolve(exit);
    });
  });
  return {
    pid,
    exited,
    get exit() {
      return exit;
    },
    output: async () => (await readFile(spec.logFile)).subarray(logStart).toString(),
    signal: (signal) => void child.kill(signal),
    async stop() {
      if (!exit && identity) await endProcess(identity, spec.stopSignals, exited);
      if (identity) await exited;
    },
  };
}

const patienceMs = 10_000;

/**
 * Ends a process, our own or one left by a dead run, with one signal after another.
 * @param ended resolves when it has ended; by default the process table is polled
 */
export async function endProcess(
  target: ProcessIdentity,
  signals: readonly NodeJS.Signals[],
  ended: Promise<unknown> = goneFrom(target),
): Promise<void> {
  for (const signal of [...signals, 'SIGKILL'] as const) {
    if (!isAlive(target)) return;
    send(target.pid, signal);
    send(target.pid, 'SIGCONT');
    const late = Symbol('late');
    using timer = timeout(patienceMs, late);
    if ((await Promise.race([ended, timer.done])) !== late) return;
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function goneFrom(target: ProcessIdentity): Promise<void> {
  while (isAlive(target)) await sleep(20);
}

function timeout<T>(ms: number, value: T): Disposable & { done: Promise<T> } {
  let timer: NodeJS.Timeout | undefined;
  const done = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(value), ms);
  });
  return { done, [Symbol.dispose]: () => clearTimeout(timer) };
}
