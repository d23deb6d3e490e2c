import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../stack/folder.ts';
import { root } from '../frame/import-graph.ts';
import { newApp } from './new-app.ts';

const run = promisify(execFile);

/** Makes a folder a new app in a repository of its own, with one commit. */
async function committedApp(folder: string): Promise<void> {
  await newApp(folder);
  const git = async (...args: readonly string[]) => await run('git', ['-C', folder, ...args]);
  await git('init', '--quiet');
  await git('add', '--all');
  await git('-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', 'commit', '--quiet', '--message', 'Begin');
}

it('says who gets something else than with a commit, and leaves the repository unchanged', { timeout: 300_000 }, async () => {
  await using folder = await temporaryFolder();
  const app = join(folder.path, 'app');
  await committedApp(app);
  const file = join(app, 'programs/welcome.ts');
  const program = await readFile(file, 'utf8');
  await writeFile(file, program.replace("return 'connect';", "return ended('archived', 'one email is enough');"));
  const args = ['simulate', 'welcome', '--against', 'HEAD', '--leads', '6', '--days', '20', '--json'];
  const command = await run(process.execPath, [join(root, 'cli/trellis.js'), ...args], {
    cwd: app,
    env: { ...process.env, TMPDIR: folder.path },
  });
  const { changed, emails, leads, balances } = JSON.parse(command.stdout);
  expect(leads).toBe(6);
  expect(balances).toBe(true);
  const asked = emails.find(({ what }: { what: string }) => what === 'shall-we-talk');
  expect(asked).toMatchObject({ now: 0 });
  expect(asked.before).toBeGreaterThan(0);
  expect(changed).toHaveLength(asked.before);
  expect(changed[0]).toMatchObject({ nth: 2, now: [], placeNow: { stage: 'archived', because: 'one email is enough' } });
  const { stdout } = await run('git', ['-C', app, 'status', '--short']);
  expect(stdout.trim()).toBe('M programs/welcome.ts');
  expect((await readdir(folder.path)).filter((name) => name.startsWith('trellis-against-'))).toEqual([]);
});

it('says what differs from an app in another folder', { timeout: 300_000 }, async () => {
  await using folder = await temporaryFolder();
  const [app, other] = [join(folder.path, 'app'), join(folder.path, 'other')];
  await newApp(app);
  await newApp(other);
  const file = join(other, 'programs/welcome.ts');
  const program = await readFile(file, 'utf8');
  await writeFile(file, program.replace("return 'connect';", "return ended('archived', 'one email is enough');"));
  const args = ['simulate', 'welcome', '--against', '../other', '--leads', '6', '--days', '20', '--json'];
  const { stdout } = await run(process.execPath, [join(root, 'cli/trellis.js'), ...args], { cwd: app });
  const { changed, emails, balances } = JSON.parse(stdout);
  expect(balances).toBe(true);
  const asked = emails.find(({ what }: { what: string }) => what === 'shall-we-talk');
  expect(asked).toMatchObject({ before: 0 });
  expect(asked.now).toBeGreaterThan(0);
  expect(changed[0]).toMatchObject({ nth: 2, before: [], placeBefore: { stage: 'archived', because: 'one email is enough' } });
});
