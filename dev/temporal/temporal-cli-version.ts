import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The Temporal CLI that Trellis obtains if the machine has none. Its server is 1.32.0. */
export const temporalVersion = '1.9.1';

/** The version of a Temporal CLI, or why the file isn't one. */
export async function versionOfCli(path: string): Promise<{ version?: string; problem?: string }> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 20_000 });
    const version = /^temporal version (\S+)/.exec(stdout)?.[1];
    return version ? { version } : { problem: `it prints "${stdout.trim().slice(0, 80)}"` };
  } catch (error) {
    return { problem: (error as Error).message.split('\n')[0] ?? 'it does not run' };
  }
}
