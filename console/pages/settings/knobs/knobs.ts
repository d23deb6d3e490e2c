import type { Outputs } from '../../../app/api.ts';

/** The knobs of a program, with their values and changes. */
export type Knobs = Outputs['programs']['knobs'];
