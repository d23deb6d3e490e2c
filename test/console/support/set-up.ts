import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { findChromium } from './chromium.ts';

const root = join(import.meta.dirname, '../../..');

/** Before the first test: builds the console if its sources are newer, and installs Chromium where that is simple. */
export default async function setUp(): Promise<void> {
  if (await isStale()) spawnSync(process.execPath, [join(root, 'console/build.js')], { stdio: 'inherit' });
  if (!findChromium()) installChromium();
}

async function isStale(): Promise<boolean> {
  const page = join(root, 'console/dist/index.html');
  if (!existsSync(page)) return true;
  const builtAt = statSync(page).mtimeMs;
  for await (const file of glob('{console,client,domain}/**/*.{ts,tsx,css,html,svg}', {
    cwd: root,
    exclude: ['console/dist/**'],
  }))
    if (statSync(join(root, file)).mtimeMs > builtAt) return true;
  return false;
}

/** As root on Debian, its own package; elsewhere the tests of the console fail and say what to install. */
function installChromium(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  process.stderr.write('Installing Chromium for the tests of the console (apt-get install chromium)…\n');
  spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
}
