import { setTimeout as sleep } from 'node:timers/promises';

const PAUSES = [100, 400, 1600];

/** Writes what must not get lost, through a restart of Postgres. @throws what the last attempt threw */
export const insist = async (write: () => Promise<unknown>): Promise<void> => {
  for (const pause of PAUSES) {
    try {
      await write();
      return;
    } catch {
      await sleep(pause);
    }
  }
  await write();
};
