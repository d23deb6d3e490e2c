import type { Outputs } from '../../app/api.ts';

/** All that the page knows of a lead. */
export type Lead = Outputs['leads']['get'];
