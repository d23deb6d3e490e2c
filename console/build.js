/* Builds the console after `npm ci`. Where only what production needs is installed, there is nothing to build with. */
import { existsSync } from 'node:fs';
import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const vite = fileURLToPath(import.meta.resolve('../node_modules/vite/package.json'));
if (existsSync(vite)) {
  // A test runner sets its own, and React would come with its warnings.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  const fresh = fileURLToPath(new URL(`../.trellis/console-${process.pid}`, import.meta.url));
  const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url));
  await build({ configFile, logLevel: 'warn', build: { outDir: fresh } });
  await compress(fresh);
  await replace(fileURLToPath(new URL('dist', import.meta.url)), fresh);
}

/** Puts a built console in the place of another at once: an API that runs serves one or the other, and never half of one. */
async function replace(dist, fresh) {
  const former = `${fresh}-former`;
  if (existsSync(dist)) await rename(dist, former);
  await rename(fresh, dist);
  await rm(former, { recursive: true, force: true });
}

/** Writes each text a second time, compressed, for the API to serve. Fonts are compressed already. */
async function compress(dist) {
  for await (const file of glob('**/*.{js,css,html,svg}', { cwd: dist }))
    await writeFile(join(dist, `${file}.gz`), gzipSync(await readFile(join(dist, file)), { level: 9 }));
}
