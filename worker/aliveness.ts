import type { Db } from '../db/database.ts';
import type { PostgresTime } from '../db/system/postgres-time.ts';
import { tellAlive, tellGone, type RunningProcess } from '../db/system/processes.ts';
import type { Sweep } from './sweeps.ts';

/** Real milliseconds. Health takes a process that is silent for three times as long for one that hangs. */
const EVERY = 10_000;

/** Lets health know that this process runs and how its clock goes, until it ends. */
export const aliveness = (
  db: Db,
  time: PostgresTime,
  process: Omit<RunningProcess, 'aheadMs'>,
): { readonly tell: Sweep; readonly end: () => Promise<void> } => ({
  tell: {
    name: 'aliveness',
    every: EVERY,
    run: async () => {
      await tellAlive(db, { ...process, aheadMs: await time.measure() });
      return 0;
    },
  },
  // Without Postgres nobody can be told; then it is forgotten after a while.
  end: async () => await tellGone(db, process.id).catch(() => undefined),
});
