import { existsSync } from 'node:fs';
import * as module from 'node:module';

// Plain JavaScript that any Node understands: an old one must not end in "Unknown file extension .ts".
const NEEDED = 24;
const [major] = process.versions.node.split('.');
if (Number(major) < NEEDED) {
  console.error(
    `Trellis needs Node ${NEEDED} or newer, and this is ${process.version} (${process.execPath}). ` +
      'On Linux and Windows `npm ci` brings the right one: start Trellis by `npm run trellis -- …`. Elsewhere: https://nodejs.org',
  );
  process.exit(1);
}

/** Of our files: the package holds JavaScript, and the repository runs its sources as they are. */
export const extension = existsSync(new URL('main.ts', import.meta.url)) ? 'ts' : 'js';

// `trellis`, which the example imports by its name, is found among the sources.
if (extension === 'ts')
  module.registerHooks({
    resolve: (specifier, context, next) => next(specifier, { ...context, conditions: [...context.conditions, 'trellis-source'] }),
  });
