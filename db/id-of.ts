import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import type { Instant } from '../domain/time/clock.ts';

/** The id of a row that has a natural key: the same for the same key, and in the order of its instant as other ids are. */
export const idOf = (key: string, at: Instant): string =>
  v7({ msecs: at, random: createHash('sha256').update(key).digest().subarray(0, 16) });
