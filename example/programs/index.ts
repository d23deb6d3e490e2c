import { b2bSoftware } from './b2b-software.ts';

/** Every program that leads can be enrolled in. */
export const programs = [b2bSoftware];
