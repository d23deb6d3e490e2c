import json from './compiled.gen.json' with { type: 'json' };
import type { Compiled } from './compiled-format.ts';

/** All contents of this project, as `trellis content` compiled them. */
export const compiled = json as Compiled;
