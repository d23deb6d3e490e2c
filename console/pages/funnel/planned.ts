import type { Outputs } from '../../app/api.ts';

/** A plan backwards from revenue; without history, there is none. */
export type Planned = Extract<Outputs['reports']['plan'], { readonly deals: number }>;
