import type { Program } from '../program.ts';
import { b2bSoftware } from './b2b-software.ts';

/** Every program that leads can be enrolled in, by its id. */
export const programs: Readonly<Record<string, Program | undefined>> = Object.fromEntries(
  [b2bSoftware].map((program) => [program.id, program]),
);
