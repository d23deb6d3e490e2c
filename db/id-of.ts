import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import type { Instant } from '../domain/time/clock.ts';

/** The id of a row with a natural key: equal for equal keys, and sorted by its instant like other ids. */
export const idOf = (key: string, at: Instant): string =>
  v7({ msecs: at, random: createHash('sha256').update(key).digest().subarray(0, 16) });
