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
      'Makes a small app in a new or an empty folder: a program, its emails, the people of sales, and a story that tests it.',
    )
    .argument('[folder]', 'where', '.')
    .action(async (folder: string) => {
      const dir = resolve(folder);
      await mustBeEmpty(dir);
      await mkdir(dir, { recursive: true });
      await cp(template, dir, { recursive: true });
      // npm leaves a `.gitignore` out of a package.
      await rename(join(dir, 'gitignore'), join(dir, '.gitignore'));
      await writeFile(join(dir, 'package.json'), packageFile(dir));
      const enter = dir === process.cwd() ? [] : [`cd ${folder}`];
      console.log(`${basename(dir)} is there. Next:\n\n  ${[...enter, 'npm install && npm test', 'npm run dev'].join('\n  ')}`);
    });

/** @throws CliError when anything but a git repository is in the folder: nothing of somebody's is overwritten */
async function mustBeEmpty(dir: string): Promise<void> {
  const found = existsSync(dir) ? (await readdir(dir)).filter((name) => name !== '.git') : [];
  if (found.length === 0) return;
  throw new CliError(
    'badArgument',
    `${dir} is not empty (it has ${found.slice(0, 3).join(', ')}). Name a new folder: trellis init my-nurture`,
  );
}
