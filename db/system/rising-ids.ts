import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';

/** What two processes may count within a millisecond before they meet is the rest of 32 bits. */
const FIRST = 2 ** 31;

/**
 * Ids (uuid v7) that rise with the time of Postgres: rows are put in order by them, and the clocks of two machines differ.
 * @param realNow real milliseconds since the epoch, as Postgres has them
 */
export function risingIds(realNow: () => number): () => string {
  let last = { msecs: 0, seq: 0 };
  return () => {
    const msecs = Math.floor(realNow());
    // A time that is corrected may go back: then it counts on.
    last = msecs > last.msecs ? { msecs, seq: randomInt(FIRST) } : { ...last, seq: last.seq + 1 };
    return v7(last);
  };
}
