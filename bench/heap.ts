import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The used bytes of the JavaScript heap after garbage collection. */
export async function settledHeap(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  // Finalizers and closed connections need a turn of the event loop before they release memory.
  for (let times = 0; times < 3; times++) {
    gc();
    await sleep(20);
  }
  return process.memoryUsage().heapUsed;
}
