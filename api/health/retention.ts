import { listActs } from '../../db/system/audit.ts';
import { whatStays } from '../../db/system/retention.ts';
import { forgetOld } from '../../services/system/forget-old.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { iso } from '../procedures/iso.ts';
import { report } from '../reports/report.ts';

/** How long each kind of data stays, what is too old, and what the last night removed. */
export async function retention(deps: Pick<ApiDeps, 'db' | 'clock' | 'policy' | 'settings' | 'log'>, anew?: boolean) {
  const { kinds, countedAt } = await report(deps, 'tooOld', { anew });
  const [last] = await listActs(deps.db, { action: 'retention.nightly', limit: 1 });
  return {
    kinds,
    countedAt,
    stays: Object.entries(whatStays).map(([table, because]) => ({ table, because })),
    lastNight: last ? { at: iso(last.at), gone: last.detail } : null,
    next: kinds.some(({ tooOld }) => tooOld > 0) ? 'Data that is too old is removed tonight, for good.' : 'Nothing is too old.',
  };
}

/** Removes what is too old now. */
export async function forgetNow(deps: ApiDeps, by: Principal) {
  const gone = await forgetOld(deps.db, deps.policy, deps.newId, { at: deps.clock.now(), by: by.name });
  await report(deps, 'tooOld', { anew: true });
  return { ...gone, next: 'This can’t be undone. Backups lose the data as they expire.' };
}
