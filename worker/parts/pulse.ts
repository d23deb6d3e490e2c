import { beat } from '../../audit/pulse.ts';
import { safeModes, type SafeBecause } from '../../domain/lead/safe-mode.ts';
import type { Ground } from './ground.ts';

/** Returns what writes the pulse, which reveals a restore of one of the servers, and logs when safe mode begins and ends. */
export function pulseOf({ db, client, taskQueue, log }: Pick<Ground, 'db' | 'client' | 'taskQueue' | 'log'>) {
  let logged: SafeBecause | undefined;
  return async (): Promise<number> => {
    const because = await beat({ db, client, taskQueue });
    if (because && because !== logged) log.error({ because }, `Safe mode: ${safeModes[because].label}. See docs/restore.md.`);
    if (logged && !because) log.info('Safe mode has ended.');
    logged = because;
    return 0;
  };
}
