/* Builds the console after `npm ci`. Where only what production needs is installed, there is nothing to build with. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const vite = fileURLToPath(import.meta.resolve('../node_modules/vite/package.json'));
if (existsSync(vite)) {
  // A test runner sets its own, and React would come with its warnings.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  await build({ configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)), logLevel: 'warn' });
}
