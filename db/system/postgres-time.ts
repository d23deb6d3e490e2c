import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** Real time by Postgres' clock, so that all processes agree on the order of events. */
export interface PostgresTime {
  /** Real milliseconds since the epoch: the machine's, corrected if they differ noticeably. */
  readonly now: () => number;
  /** Compares the machine's clock with Postgres'. @returns by how many milliseconds the machine is ahead */
  readonly measure: () => Promise<number>;
}

const TRIES = 3;
/** Milliseconds. A smaller difference may be network latency, and is ignored. */
const A_MOMENT = 500;

/** @param machineNow the machine's clock: real milliseconds since the epoch */
export function postgresTime(db: Db, machineNow: () => number): PostgresTime {
  let ahead = 0;
  return {
    now: () => machineNow() - ahead,
    async measure() {
      const measured = await aheadOf(db, machineNow);
      ahead = Math.abs(measured) < A_MOMENT ? 0 : measured;
      return measured;
    },
  };
}

/** The answer with the shortest round trip is the most precise. */
async function aheadOf(db: Db, machineNow: () => number): Promise<number> {
  let best = { took: Infinity, ahead: 0 };
  for (let n = 0; n < TRIES; n++) {
    const asked = machineNow();
    const { rows } = await sql<{ now: number }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`.execute(db);
    const answered = machineNow();
    const took = answered - asked;
    if (rows[0] && took < best.took) best = { took, ahead: (asked + answered) / 2 - rows[0].now };
  }
  return best.ahead;
}
