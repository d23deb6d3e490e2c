import { setTimeout as sleep } from 'node:timers/promises';

const PAUSES = [100, 400, 1600];

/** Writes data that must not be lost, and retries through a restart of Postgres. @throws what the last attempt threw */
export async function untilSaved(write: () => Promise<unknown>): Promise<void> {
  for (const pause of PAUSES) {
    try {
      await write();
      return;
    } catch {
      await sleep(pause);
    }
  }
  await write();
}
