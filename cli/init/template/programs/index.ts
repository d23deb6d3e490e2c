import { welcome } from './welcome.ts';

/** Every program that leads can be enrolled in. */
export const programs = [welcome];
