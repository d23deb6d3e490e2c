import type { Db } from '../db/database.ts';
import type { PostgresTime } from '../db/system/postgres-time.ts';
import { reportAlive, reportGone, type RunningProcess } from '../db/system/processes.ts';
import type { Sweep } from './sweeps.ts';

/** Real milliseconds. Health reports a process as hanging after three times as long without a sign of life. */
const EVERY = 10_000;

/** Reports to health, until it ends, that this process runs and how far off its clock is. */
export const aliveness = (
  db: Db,
  time: PostgresTime,
  process: Omit<RunningProcess, 'aheadMs'>,
): { readonly tell: Sweep; readonly end: () => Promise<void> } => ({
  tell: {
    name: 'aliveness',
    every: EVERY,
    run: async () => {
      await reportAlive(db, { ...process, aheadMs: await time.measure() });
      return 0;
    },
  },
  // Without Postgres the process can't deregister; health forgets it after a while.
  end: async () => await reportGone(db, process.id).catch(() => undefined),
});
