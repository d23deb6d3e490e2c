import { execFile } from 'node:child_process';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../frame/import-graph.ts';

/** What a Dockerfile makes, in a folder: its files are below `WORKDIR`. */
export interface Image {
  readonly folder: string;
  readonly entrypoint: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly user: string | undefined;
}

/**
 * Follows the Dockerfile step by step without an engine: this machine stands for the base image, a folder for each stage's `WORKDIR`.
 * Packages of the base image's system are taken for installed.
 * @throws with what a step wrote, when it fails
 */
export async function builtImage(into: string, env: NodeJS.ProcessEnv): Promise<Image> {
  const context = join(into, 'context');
  await copyContext(context);
  const stages = new Map<string, Stage>();
  for (const [word, rest] of stepsOf(await readFile(join(root, 'Dockerfile'), 'utf8'))) {
    if (word === 'FROM') {
      const name = / AS (\w+)$/.exec(rest)?.[1] ?? 'image';
      stages.set(name, { folder: join(into, name), workdir: '/', entrypoint: [], env: {}, user: undefined });
      await mkdir(join(into, name));
    } else await steps[word]!([...stages.values()].at(-1)!, rest, { context, stages, env });
  }
  return stages.get('image')!;
}

interface Stage extends Image {
  workdir: string;
  entrypoint: readonly string[];
  env: Record<string, string>;
  user: string | undefined;
}

interface Around {
  readonly context: string;
  readonly stages: ReadonlyMap<string, Stage>;
  readonly env: NodeJS.ProcessEnv;
}

/** A step that is missing here fails: what the Dockerfile learns, this has to learn. */
const steps: Readonly<Record<string, (stage: Stage, rest: string, around: Around) => unknown>> = {
  WORKDIR: (stage, path) => (stage.workdir = path),
  ENV: (stage, pair) => Object.assign(stage.env, Object.fromEntries([pair.split('=')])),
  USER: (stage, name) => (stage.user = name),
  ENTRYPOINT: (stage, words) => (stage.entrypoint = JSON.parse(words) as string[]),
  EXPOSE: () => {},
  CMD: () => {},
  RUN: run,
  COPY: copy,
};

async function run(stage: Stage, command: string, { env }: Around): Promise<void> {
  if (command.startsWith('apt-get')) return;
  const ran = promisify(execFile)('sh', ['-ec', command], { cwd: stage.folder, env: { ...env, ...stage.env } });
  await ran.catch((error: { message: string; stdout: string }) => {
    throw new Error(`RUN ${command}: ${error.message}\n${error.stdout}`, { cause: error });
  });
}

async function copy(stage: Stage, words: string, { context, stages }: Around): Promise<void> {
  const [, name, paths = ''] = /^(?:--from=(\w+) )?(.*)$/.exec(words)!;
  const from = name === undefined ? undefined : stages.get(name)!;
  const files = paths.split(' ');
  const to = files.pop()!;
  for (const file of files) {
    const source = from ? join(from.folder, relative(from.workdir, file)) : join(context, file);
    await cp(source, join(stage.folder, to, to.endsWith('/') ? basename(file) : ''), { recursive: true });
  }
}

/** The steps, each on one line. */
function stepsOf(dockerfile: string): (readonly [word: string, rest: string])[] {
  const lines = dockerfile
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  return lines.filter((line) => line !== '').map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);
}

/** Copies what .dockerignore lets in: the last rule that names a file, or a folder around it, holds. */
async function copyContext(into: string): Promise<void> {
  const lines = (await readFile(join(root, '.dockerignore'), 'utf8')).split('\n').filter((line) => /^[^#]/.test(line));
  const rules = lines.map((line) => ({ lets: line.startsWith('!'), path: line.replace('!', '') }));
  const isIn = (file: string): boolean =>
    rules.findLast(({ path }) => path === '**' || file === path || file.startsWith(`${path}/`))!.lets;
  await cp(root, into, {
    recursive: true,
    filter: (path) => path === root.replace(/\/$/, '') || path === root || isIn(relative(root, path)),
  });
}
