import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The bytes of JavaScript's heap that are in use when all garbage is gone. */
export async function settledHeap(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  // Finalizers and closed connections need a turn before what they held is garbage.
  for (let times = 0; times < 3; times++) {
    gc();
    await sleep(20);
  }
  return process.memoryUsage().heapUsed;
}
