import type { Register } from '../register.ts';

/** The name of a team. `trellis content` registers those of `staff.json`; without one, any text is a name. */
export type TeamSlug = Register extends { readonly teams: infer Slugs extends string } ? Slugs : string;
