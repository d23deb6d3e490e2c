import { readFile } from 'node:fs/promises';
import type { MxResolver } from '../../activities/enrich/mx.ts';
import { exampleApp } from '../example-app.ts';
import { startPlatform, type Part } from '../../worker/platform.ts';
import type { ProcessSettings } from '../../worker/settings.ts';
import type { TemporalTarget } from '../../engine/temporal-connection.ts';

/** What a part of the platform in a process of its own is told. */
export interface PartOrder {
  readonly parts: readonly Part[];
  readonly settings: ProcessSettings;
  readonly temporal: TemporalTarget;
  readonly taskQueue: string;
  /** What DNS would say: these domains take no mail; the others do, or nobody knows. */
  readonly dns: { readonly without: readonly string[]; readonly others: 'yes' | 'unknown' };
  /** The workflows, bundled before: a worker that is started again and again need not do it each time. */
  readonly bundleFile?: string;
}

/** What it says: that it runs, or why it does not (any more). */
export type PartNews = { readonly is: 'running' } | { readonly is: 'broken'; readonly because: string };

if (import.meta.main) {
  // A Ctrl-C reaches the whole group; the parent says when to stop, and when it is gone, nobody needs us.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit(1));
  process.once('message', (order) => void run(order as PartOrder));
}

async function run({ dns, bundleFile, ...order }: PartOrder): Promise<void> {
  const tell = (news: PartNews): void => void process.send?.(news);
  try {
    const without = new Set(dns.without);
    const mx: MxResolver = (domain) => Promise.resolve(without.has(domain) ? 'no' : dns.others);
    const bundle = bundleFile === undefined ? {} : { bundle: { code: await readFile(bundleFile, 'utf8'), sourceMap: '' } };
    const platform = await startPlatform({ ...order, ...bundle, app: await exampleApp(), mx });
    process.once('message', () => void platform.stop().finally(() => process.exit(0)));
    tell({ is: 'running' });
    await platform.broken;
  } catch (error) {
    tell({ is: 'broken', because: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  }
}
