import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CachedLeadsOrder } from '../cached-leads.ts';
import { atMost, type Measurement } from '../measurement.ts';

const KB = 1024;

export const workerMemory: Measurement = {
  name: 'worker-memory',
  about: 'worker heap for each cached lead that waits after its first email',
  async run(ground) {
    const { temporal, databaseUrl, taskQueue } = await ground.stack();
    const of = async (kind: CachedLeadsOrder['kind']) =>
      (await grownBy({ kind, temporal, databaseUrl, taskQueue: `${taskQueue}_memory_${kind}` })) / KB;
    const [value, baseline] = [await of('trellis'), await of('bare')];
    const beside = 'by hand, one email and its wait';
    return [{ name: 'worker-memory/cached-lead', value, unit: 'KB', baseline, beside, budget: atMost(200) }];
  },
};

async function grownBy(order: CachedLeadsOrder): Promise<number> {
  const child = fork(fileURLToPath(new URL('../cached-leads.ts', import.meta.url)), [JSON.stringify(order)], {
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the process that measures the memory of ${order.kind} leads ended with ${String(code)}`);
  });
  failed.catch(() => {}); // it is rejected at the end of every process
  const [bytes] = (await Promise.race([once(child, 'message'), failed])) as [number];
  await failed.catch(() => {}); // it has ended, as it should
  return bytes;
}
