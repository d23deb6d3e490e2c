import { readFile } from 'node:fs/promises';
import type { MxResolver } from '../../activities/enrich/mx.ts';
import { loadApp } from '../../config/load-app.ts';
import { startPlatform, type Part } from '../../worker/platform.ts';
import type { ProcessSettings } from '../../worker/settings.ts';
import type { TemporalTarget } from '../../engine/temporal-connection.ts';

/** The order to a separate process that runs parts of the platform. */
export interface PartOrder {
  /** The folder of the app. */
  readonly app: string;
  readonly parts: readonly Part[];
  readonly settings: ProcessSettings;
  readonly temporal: TemporalTarget;
  readonly taskQueue: string;
  /** Answers in place of DNS: domains that accept no email, and the answer for all others. */
  readonly dns: { readonly without: readonly string[]; readonly others: 'yes' | 'unknown' };
  /** The bundled workflows, so that a restarted worker need not bundle them again. */
  readonly bundleFile?: string;
}

/** The process's report: that it runs, or why it doesn't. */
export type PartNews = { readonly is: 'running' } | { readonly is: 'broken'; readonly because: string };

if (import.meta.main) {
  // Ctrl-C reaches the whole process group, so ignore it: the parent decides when to stop. Without a parent, exit.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit(1));
  process.once('message', (order) => void run(order as PartOrder));
}

async function run({ app, dns, bundleFile, ...order }: PartOrder): Promise<void> {
  const tell = (news: PartNews): void => void process.send?.(news);
  try {
    const without = new Set(dns.without);
    const mx: MxResolver = (domain) => Promise.resolve(without.has(domain) ? 'no' : dns.others);
    const bundle = bundleFile === undefined ? {} : { bundle: { code: await readFile(bundleFile, 'utf8'), sourceMap: '' } };
    const platform = await startPlatform({ ...order, ...bundle, app: await loadApp(app), mx });
    process.once('message', () => void platform.stop().finally(() => process.exit(0)));
    tell({ is: 'running' });
    await platform.broken;
  } catch (error) {
    tell({ is: 'broken', because: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  }
}
