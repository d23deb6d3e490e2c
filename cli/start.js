import { existsSync } from 'node:fs';
import * as module from 'node:module';

// Plain JavaScript that any Node understands: an old Node must not fail with "Unknown file extension .ts".
const NEEDED = 24;
const [major] = process.versions.node.split('.');
if (Number(major) < NEEDED) {
  console.error(
    `Trellis needs Node ${NEEDED} or newer, but this is ${process.version} (${process.execPath}). ` +
      'On Linux and Windows, npm installs the right version beside Trellis: start it with `npm run` or `npx`. Elsewhere: https://nodejs.org',
  );
  process.exit(1);
}

// Most of a short command's time goes into compiling what it loads.
module.enableCompileCache();

/** The extension of our files: the package contains JavaScript; the repository runs its sources directly. */
export const extension = existsSync(new URL('main.ts', import.meta.url)) ? 'ts' : 'js';

// Resolves `trellis`, which the example imports by name, to the sources.
if (extension === 'ts')
  module.registerHooks({
    resolve: (specifier, context, next) => next(specifier, { ...context, conditions: [...context.conditions, 'trellis-source'] }),
  });
