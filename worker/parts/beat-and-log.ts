import { beat } from '../../audit/pulse.ts';
import { safeModes } from '../../domain/lead/safe-mode.ts';
import type { Ground } from './ground.ts';

/** Writes the pulse, which reveals a restore of one of the servers, and logs safe mode. */
export async function beatAndLog({ log, ...deps }: Pick<Ground, 'db' | 'client' | 'taskQueue' | 'log'>): Promise<number> {
  const because = await beat(deps);
  if (because) log.error({ because }, `Safe mode: ${safeModes[because].label}. See docs/restore.md.`);
  return 0;
}
