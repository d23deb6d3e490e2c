import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';

/** The rest of the 32 bits is what two processes may count within a millisecond before their ids collide. */
const FIRST = 2 ** 31;

/**
 * Creates ids (uuid v7) that rise with Postgres' time: rows are ordered by them, and the clocks of two machines differ.
 * @param realNow real milliseconds since the epoch, by Postgres' clock
 */
export function risingIds(realNow: () => number): () => string {
  let last = { msecs: 0, seq: 0 };
  return () => {
    const msecs = Math.floor(realNow());
    // A corrected time may go back. Then the sequence continues from the last id.
    last = msecs > last.msecs ? { msecs, seq: randomInt(FIRST) } : { ...last, seq: last.seq + 1 };
    return v7(last);
  };
}
