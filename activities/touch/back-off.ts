import { HOUR } from '../../domain/time/duration.ts';
import { stickyFraction } from '../../domain/text/hash.ts';

const FIRST = 30_000;
const LONGEST = 4 * HOUR;

/** After so many tries a mailbox that always says "later" is given up for this mail: a little more than a day. */
export const MOST_ATTEMPTS = 12;

/** Real milliseconds until the next try: doubled each time, and spread by a quarter, so that not all come back at once. */
export const backOff = (key: string, attempts: number): number => {
  const plain = Math.min(LONGEST, FIRST * 2 ** Math.min(attempts, 20));
  return Math.round(plain * (0.75 + 0.5 * stickyFraction(`${key}/${attempts}`)));
};
