import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { CliError } from './cli-error.ts';
import { packageFile } from './init/package-file.ts';

const template = fileURLToPath(new URL('init/template', import.meta.url));

export const initCommand = (): Command =>
  new Command('init')
    .description(
      'Creates a small app in a new or empty folder: a program, its emails, a sales team, and a story that tests the program.',
    )
    .argument('[folder]', 'the folder of the app', '.')
    .action(async (folder: string) => {
      const dir = resolve(folder);
      await mustBeEmpty(dir);
      await mkdir(dir, { recursive: true });
      await cp(template, dir, { recursive: true });
      // npm omits `.gitignore` from packages, and the linter would read the other file as our own configuration.
      for (const name of ['gitignore', 'oxlintrc.json']) await rename(join(dir, name), join(dir, `.${name}`));
      await writeFile(join(dir, 'package.json'), packageFile(dir));
      const enter = dir === process.cwd() ? [] : [`cd ${folder}`];
      console.log(`Created ${basename(dir)}. Next:\n\n  ${[...enter, 'npm install && npm test', 'npm run dev'].join('\n  ')}`);
    });

/** @throws CliError when the folder contains anything except a git repository, so that nothing is overwritten */
async function mustBeEmpty(dir: string): Promise<void> {
  const found = existsSync(dir) ? (await readdir(dir)).filter((name) => name !== '.git') : [];
  if (found.length === 0) return;
  throw new CliError(
    'badArgument',
    `${dir} is not empty (it contains ${found.slice(0, 3).join(', ')}). Name a new folder: trellis init my-nurture`,
  );
}
