import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Simulation } from '../../simulate/calendar/simulation.ts';
import project from '../../package.json' with { type: 'json' };
import { freePort } from '../../dev/ports.ts';
import { startServer } from '../../dev/processes.ts';
import { root } from '../frame/import-graph.ts';
import { until } from '../full-stack/support/until.ts';

const MINUTE = 60_000;

const home = await mkdtemp(join(tmpdir(), 'trellis-package-'));

/** What somebody has who knows nothing of this repository: neither its settings, nor the commands in its node_modules. */
const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE|TRELLIS|npm_(?!config_registry$))/.test(name)),
  ),
  PATH: (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter),
};

/** Runs a command, and answers with what it wrote. @throws with what it wrote, when it fails */
async function run(folder: string, command: string, ...args: string[]): Promise<string> {
  const ran = promisify(execFile)(command, args, { cwd: folder, env, maxBuffer: 50_000_000 });
  const { stdout, stderr } = await ran.catch((error: { message: string; stdout: string }) => {
    throw new Error(`${error.message}\n${error.stdout}`, { cause: error });
  });
  return stdout + stderr;
}

const install = ['install', '--no-audit', '--prefer-offline'] as const;
const tarball = `${project.name}-${project.version}.tgz`;

let app: string;

beforeAll(async () => {
  await run(root, 'npm', 'pack', '--pack-destination', home);
  await mkdir(join(home, 'empty'));
  const began = performance.now();
  await run(join(home, 'empty'), 'npm', ...install, join(home, tarball));
  console.log(`Installed in ${Math.round((performance.now() - began) / 1000)} s`);
  await run(join(home, 'empty'), 'npx', 'trellis', 'init', 'my-nurture');
  app = join(home, 'empty', 'my-nurture');
  // What is installed already comes along: on a slow disk, a second copy of 700 MB takes minutes.
  await rename(join(home, 'empty/node_modules'), join(app, 'node_modules'));
  await run(app, 'npm', ...install);
}, 10 * MINUTE);
afterAll(async () => await rm(home, { recursive: true, force: true }));

test('the package holds what runs in production, and is small', async () => {
  const folder = join(app, 'node_modules/trellis');
  expect((await readdir(folder)).toSorted()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'docs', 'package.json']);
  const rooms = await readdir(join(folder, 'dist'));
  expect(rooms).toContain('workflows');
  for (const room of ['test', 'bench', 'example', 'demo', 'chaos']) expect(rooms).not.toContain(room);
  const { size } = await stat(join(home, tarball));
  console.log(`${tarball}: ${Math.ceil(size / 1000)} kB`);
  // The console is a fifth of it.
  expect(size).toBeLessThan(3_000_000);
});

test('trellis says its version', async () => {
  expect((await run(app, 'npx', 'trellis', '--version')).trim()).toBe(project.version);
});

test('a folder that is not empty is refused, and stays as it is', async () => {
  const before = await readdir(app);
  await expect(run(app, 'npx', 'trellis', 'init')).rejects.toThrow(/my-nurture is not empty .*Name a new folder/);
  expect(await readdir(app)).toEqual(before);
});

test('the new app passes its own check and its own stories', { timeout: 3 * MINUTE }, async () => {
  await run(app, 'npm', 'run', 'check');
  expect(await run(app, 'npm', 'test')).toMatch(/Tests .*3 passed/);
});

test('a wrong name is a compile error in the new app', { timeout: MINUTE }, async () => {
  const file = join(app, 'programs/welcome.ts');
  const right = await readFile(file, 'utf8');
  await writeFile(file, right.replace(`lead.email('welcome')`, `lead.email('welcom')`));
  await expect(run(app, 'npm', 'run', 'check')).rejects.toThrow(/welcome\.ts.*'"welcom"' is not assignable.*"welcome"/);
  await writeFile(file, right);
});

// An error that is expected and does not come is one itself: a declaration that says nothing lets everything pass.
const misuses = `
import { program } from 'trellis';
import { createApi } from 'trellis/api';
import { createClient } from 'trellis/client';
import { defineTrellis } from 'trellis/config';
import { beginStory } from 'trellis/testing';
import { startPlatform } from 'trellis/worker';

// @ts-expect-error the name of a track
program('p', { start: 'two', tracks: { one: async () => 'one' }, recycle: { connect: 'one', offer: 'one' } });
// @ts-expect-error no dependencies
void createApi({});
// @ts-expect-error no such procedure
void createClient('http://127.0.0.1:8080', 'key').leads.nothing;
// @ts-expect-error no programs
defineTrellis({ dir: '.' });
// @ts-expect-error a program has a name
void beginStory({ program: 1 });
// @ts-expect-error no app
void startPlatform({});

const story = await beginStory();
const ann = await story.lead();
await ann.gets('welcome');
// @ts-expect-error no such email
await ann.gets('welcom');
`;

test('every published name has types', { timeout: MINUTE }, async () => {
  await writeFile(join(app, 'misuses.ts'), misuses);
  await run(app, 'npm', 'run', 'check');
  await rm(join(app, 'misuses.ts'));
});

test('every published name and every command can be loaded with what was installed', async () => {
  const names = Object.keys(project.exports).map((name) => name.replace('.', 'trellis'));
  // The others are loaded by the workflow sandbox and by vitest: the stories import them.
  const importable = names.filter((name) => !/^trellis($|\/testing)/.test(name));
  expect(importable).toEqual(['trellis/config', 'trellis/channels', 'trellis/worker', 'trellis/api', 'trellis/client']);
  const script = [
    ...importable.map((name) => `await import('${name}');`),
    `const { commands } = await import('${join(app, 'node_modules/trellis/dist/cli/commands.js')}');`,
    `for (const { load } of Object.values(commands)) await load();`,
  ];
  await run(app, 'node_modules/.bin/node', '--input-type=module', '--eval', script.join('\n'));
});

test('the program is drawn from its source', async () => {
  expect(await run(app, 'npm', 'run', 'draw')).toContain(
    'Wrote docs/programs/welcome.md, docs/programs/welcome.svg, programs.gen.json.',
  );
});

test('modelled leads go through the program of the new app, and none is forgotten', { timeout: 5 * MINUTE }, async () => {
  const order = ['welcome', '--leads', '20', '--days', '30', '--json'];
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'simulate', '--', ...order], { cwd: app, env });
  const { calendar, places, ledger } = JSON.parse(stdout) as Simulation;
  expect(calendar.find(({ content }) => content === 'welcome')).toMatchObject({ track: 'greet', leads: 20 });
  expect(places.reduce((all, { leads }) => all + leads, 0)).toBe(20);
  expect(ledger).toMatchObject({ leads: { in: 20, lost: [] }, balances: true });
});

test('trellis dev runs the new app until it is stopped', { timeout: 3 * MINUTE }, async () => {
  const port = await freePort();
  const server = await startServer({
    command: join(app, 'node_modules/.bin/node'),
    args: [join(app, 'node_modules/.bin/trellis'), 'dev', '--fresh'],
    cwd: app,
    env: { ...env, TRELLIS_API_PORT: String(port) },
    logFile: join(home, 'dev.log'),
    stopSignals: ['SIGTERM', 'SIGKILL'],
  });
  const isGood = async () => {
    if (server.exit) throw new Error(`trellis dev ended:\n${await server.output()}`);
    const response = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined);
    return response?.status === 200 && ((await response.json()) as { status: string }).status === 'ok';
  };
  try {
    await until('the new app is healthy', isGood, 2 * MINUTE);
    await until('its people are there', async () => /Added the 2 reps of staff\.json/.test(await server.output()));
  } finally {
    server.signal('SIGTERM');
  }
  expect(await server.exited).toEqual({ code: 0, signal: null });
});
