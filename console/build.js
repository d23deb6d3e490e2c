/* Builds the console after `npm ci`. Where only what production needs is installed, there is nothing to build with. */
import { existsSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const vite = fileURLToPath(import.meta.resolve('../node_modules/vite/package.json'));
if (existsSync(vite)) {
  // A test runner sets its own, and React would come with its warnings.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  await build({ configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)), logLevel: 'warn' });
  await compress(fileURLToPath(new URL('dist', import.meta.url)));
}

/** Writes each text a second time, compressed, for the API to serve. Fonts are compressed already. */
async function compress(dist) {
  for await (const file of glob('**/*.{js,css,html,svg}', { cwd: dist }))
    await writeFile(join(dist, `${file}.gz`), gzipSync(await readFile(join(dist, file)), { level: 9 }));
}
