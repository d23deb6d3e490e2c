import type { MxResolver } from '../../activities/enrich/mx.ts';
import { startPlatform } from '../../worker/platform.ts';
import type { ProcessSettings } from '../../worker/settings.ts';
import type { TemporalTarget } from '../../worker/stack/temporal-connection.ts';

/** What a worker in a process of its own is told. */
export interface WorkerOrder {
  readonly settings: ProcessSettings;
  readonly temporal: TemporalTarget;
  readonly taskQueue: string;
  /** What DNS would say: these domains take no mail; the others do, or nobody knows. */
  readonly dns: { readonly without: readonly string[]; readonly others: 'yes' | 'unknown' };
}

/** What it says: that it runs, or why it does not (any more). */
export type WorkerNews = { readonly is: 'running' } | { readonly is: 'broken'; readonly because: string };

if (import.meta.main) {
  // A Ctrl-C reaches the whole group; the parent says when to stop, and when it is gone, nobody needs us.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit(1));
  process.once('message', (order) => void run(order as WorkerOrder));
}

async function run({ settings, temporal, taskQueue, dns }: WorkerOrder): Promise<void> {
  const tell = (news: WorkerNews): void => void process.send?.(news);
  try {
    const without = new Set(dns.without);
    const mx: MxResolver = (domain) => Promise.resolve(without.has(domain) ? 'no' : dns.others);
    const platform = await startPlatform({ settings, temporal, taskQueue, mx, parts: ['worker'] });
    process.once('message', () => void platform.stop().finally(() => process.exit(0)));
    tell({ is: 'running' });
    await platform.broken;
  } catch (error) {
    tell({ is: 'broken', because: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  }
}
