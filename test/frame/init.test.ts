import { definePolicy } from '../../domain/policy/policy.ts';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  expect(await buildContent({ dir: template, policy: definePolicy(), check: true })).toMatchObject({ ok: true, contents: 3 });
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
