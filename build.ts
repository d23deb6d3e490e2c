import { spawnSync } from 'node:child_process';
import { cp, glob, rm } from 'node:fs/promises';
import { join } from 'node:path';

/*
 * Makes the package: JavaScript and declarations of what it promises, in `dist`, since Node does not strip types below
 * `node_modules`. In the repository, nothing needs it.
 */

const root = import.meta.dirname;
const dist = join(root, 'dist');

/** What is read at run time and is not TypeScript. */
const assets = [
  'console/dist/**/*',
  'dev/mail/inbox-page/*.{html,css,js}',
  'cli/init/template/**/*',
  'cli/*.js',
  'config/oxlint.json',
  'config/lint-plugin.js',
];

await rm(dist, { recursive: true, force: true });
for (const [script, ...options] of [['console/build.js'], ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']]) {
  const { status } = spawnSync(process.execPath, [join(root, script!), ...options], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
for await (const file of glob(assets, { cwd: root })) await cp(join(root, file), join(dist, file), { recursive: true });
