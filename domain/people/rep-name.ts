import type { Register } from '../register.ts';

/** The name of a rep in stories. `trellis content` registers those of `staff.json`; without one, any text is a name. */
export type RepName = Register extends { readonly reps: infer Names extends string } ? Names : string;
