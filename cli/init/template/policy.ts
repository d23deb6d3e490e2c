import { definePolicy } from 'trellis';

/** What our company decides about its leads: fields, SLAs, scores, sending hours. What is not here keeps Trellis's standard. */
export const policy = definePolicy({});
