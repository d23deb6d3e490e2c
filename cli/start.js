import { existsSync } from 'node:fs';
import * as module from 'node:module';

// Plain JavaScript that any Node understands: an old Node must not fail with "Unknown file extension .ts".
const NEEDED = 24;
const [major] = process.versions.node.split('.');
if (Number(major) < NEEDED) {
  console.error(
    `Trellis needs Node ${NEEDED} or newer, but this is ${process.version} (${process.execPath}). ` +
      'On Linux and Windows, `npm ci` installs the right version: start Trellis with `npm run trellis -- …`. Elsewhere: https://nodejs.org',
  );
  process.exit(1);
}

// Resolves `trellis`, which the example imports by name, to the sources.
if (existsSync(new URL('main.ts', import.meta.url)))
  module.registerHooks({
    resolve: (specifier, context, next) => next(specifier, { ...context, conditions: [...context.conditions, 'trellis-source'] }),
  });
