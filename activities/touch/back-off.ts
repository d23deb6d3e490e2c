import { HOUR } from '../../domain/time/duration.ts';
import { stickyFraction } from '../../domain/text/hash.ts';

const FIRST = 30_000;
const LONGEST = 4 * HOUR;

/** Stop trying an email after so many "later" answers of its mailbox: a little more than a day. */
export const MOST_ATTEMPTS = 12;

/** Real milliseconds until the next try: doubles each time, and varies by a quarter, so that retries do not coincide. */
export function backOff(key: string, attempts: number): number {
  const plain = Math.min(LONGEST, FIRST * 2 ** Math.min(attempts, 20));
  return Math.round(plain * (0.75 + 0.5 * stickyFraction(`${key}/${attempts}`)));
}
