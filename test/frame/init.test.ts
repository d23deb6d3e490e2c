import { definePolicy } from '../../domain/policy/policy.ts';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildContent } from '../../content/compile.ts';
import { readStaff } from '../../config/staff-file.ts';
import { root } from './import-graph.ts';

const template = join(root, 'cli/init/template');
const init = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(root, 'cli/trellis.js'), 'init', ...args], { cwd: dir });

let dir: string;
beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'trellis-init-'))));
afterAll(async () => await rm(dir, { recursive: true, force: true }));

test('the emails of a new app are compiled', async () => {
  const sources = { dir: template, policy: definePolicy(), programs: ['welcome'], tracks: ['greet', 'connect', 'sales'] };
  expect(await buildContent({ ...sources, check: true })).toMatchObject({ ok: true, contents: 3 });
});

test('a new app has the team that its program names, with a manager', async () => {
  const [team] = readStaff('staff.json', await readFile(join(template, 'staff.json'), 'utf8'));
  expect(await readFile(join(template, 'programs/welcome.ts'), 'utf8')).toContain(`team: '${team?.slug}'`);
  expect(team?.reps.map(({ role }) => role)).toEqual(['salesperson', 'manager']);
});

test('a new app is made in a new folder, and named after it', async () => {
  const { stdout } = await init('My Nurture');
  expect(stdout).toContain('npm install && npm test');
  expect(JSON.parse(await readFile(join(dir, 'My Nurture/package.json'), 'utf8'))).toMatchObject({
    name: 'my-nurture',
    type: 'module',
  });
  const names = await readdir(join(dir, 'My Nurture'));
  expect(names).toContain('.gitignore');
  expect(names).toContain('trellis.config.ts');
});

test('a repository without files counts as empty, and a folder with a file does not', async () => {
  await mkdir(join(dir, 'repository/.git'), { recursive: true });
  await init('repository');
  await mkdir(join(dir, 'full'));
  await writeFile(join(dir, 'full/notes.txt'), 'mine');
  await expect(init('full')).rejects.toThrow(/badArgument: .*full is not empty \(it contains notes\.txt\)\. Name a new folder/);
  expect(await readdir(join(dir, 'full'))).toEqual(['notes.txt']);
});

const mistakes = `
import { setTimeout as sleep } from 'node:timers/promises';
import { ended, program, pursue, rest, sideProgram } from 'trellis';
const seen: string[] = [];
let greeted = 0;
export const circle = program('circle', {
  start: 'one',
  interrupts: { mql: 'talk' },
  recycle: { connect: 'one', offer: 'one' },
  tracks: {
    async one(lead) {
      await lead.email('welcome');
      return lead.cycle < 2 ? 'two' : 'waits';
    },
    async two() {
      return 'one';
    },
    async waits(lead) {
      const talk = await lead.email('shall-we-talk');
      return (await talk.metGoal({ within: '7 days' })) ? 'talk' : rest('30 days', 'one');
    },
    async talk(lead) {
      const talk = await lead.email('shall-we-talk');
      return (await talk.metGoal({ within: '7 days' })) ? 'sales' : ended('archived', 'silent');
    },
    sales: pursue({ team: 'sales', sla: 'acceptance' }),
  },
});
export const beside = sideProgram('beside', {
  lane: 'aside',
  start: 'again',
  tracks: {
    async again() {
      return 'again';
    },
  },
});
type Kind = 'user' | 'buyer';
export async function greet(lead: { email(id: string): Promise<void> }, kind: Kind) {
  lead.email('welcome');
  switch (kind) {
    case 'user':
      await fetch('https://example.com');
  }
  seen.push(String(greeted++));
  await sleep(1);
  setTimeout(() => {}, 1);
  return [new Date(), new Date(0), Date.now() * Math.random()];
}
`;

test('the lint rules of a new app refuse what a program must not do, and a story may', async () => {
  await init('linted');
  const app = join(dir, 'linted');
  const installed = join(app, 'node_modules/trellis/dist/config');
  await mkdir(installed, { recursive: true });
  for (const name of ['oxlint.json', 'lint-plugin.js']) await cp(join(root, 'config', name), join(installed, name));
  await symlink(join(root, 'node_modules/@types'), join(app, 'node_modules/@types'));
  await writeFile(join(app, 'programs/mistakes.ts'), mistakes);
  await writeFile(join(app, 'stories/mistakes.ts'), mistakes);
  await writeFile(join(app, 'policy.ts'), mistakes);
  const commands = join(root, 'node_modules/.bin');
  const env = { ...process.env, PATH: [commands, process.env['PATH']].join(delimiter) };
  const options = ['--type-aware', '--deny-warnings', '--format=unix'];
  const lint = promisify(execFile)(join(commands, 'oxlint'), options, { cwd: app, env });
  const { stdout } = await lint.catch((error: { stdout: string }) => error);
  const refused = (file: string) =>
    [...stdout.matchAll(new RegExp(`${file}:\\d+:\\d+: .*\\[\\w+/[\\w-]+\\((.*)\\)\\]`, 'g'))]
      .map(([, rule = '']) => rule)
      .toSorted((a, b) => a.localeCompare(b));
  expect(refused('policy.ts')).toEqual(refused('programs/mistakes.ts'));
  expect(refused('programs/mistakes.ts')).toEqual([
    'circle-without-wait',
    'circle-without-wait',
    'module-state',
    'module-state',
    'no-floating-promises',
    'no-restricted-globals',
    'no-restricted-globals',
    'no-restricted-imports',
    'no-restricted-properties',
    'no-restricted-properties',
    'program-time',
    'ready-but-archived',
    'switch-exhaustiveness-check',
  ]);
  expect(stdout).toContain('The tracks one and two lead into each other without a wait');
  expect(stdout).toContain('The track again leads into itself without a wait');
  expect(refused('stories/mistakes.ts')).toEqual(['no-floating-promises', 'switch-exhaustiveness-check']);
});
