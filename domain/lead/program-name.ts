import type { Register } from '../register.ts';

/** The name of a program. `trellis content` registers those of the app; without one, any text is a name. */
export type ProgramName = Register extends { readonly programs: infer Names extends string } ? Names : string;
