import { listActs } from '../../db/system/audit.ts';
import { whatStays } from '../../db/system/retention.ts';
import { retainedKinds } from '../../domain/people/retention-policy.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { forgetOld, whatIsTooOld } from '../../services/system/forget-old.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { iso } from '../procedures/iso.ts';

/** How long each kind of data stays, what is too old now, and what the last night removed. */
export async function retention({ db, policy, clock }: Pick<ApiDeps, 'db' | 'policy' | 'clock'>) {
  const tooOld = await whatIsTooOld(db, policy, clock.now());
  const [last] = await listActs(db, { action: 'retention.nightly', limit: 1 });
  return {
    kinds: kindsOf(retainedKinds).map((kind) => ({
      kind,
      label: retainedKinds[kind].label,
      stays: policy.retention[kind],
      tooOld: tooOld[kind]?.rows ?? 0,
      oldest: tooOld[kind]?.oldest ? iso(tooOld[kind].oldest.getTime()) : null,
    })),
    stays: Object.entries(whatStays).map(([table, because]) => ({ table, because })),
    lastNight: last ? { at: iso(last.at), gone: last.detail } : null,
    next: Object.values(tooOld).some(({ rows }) => rows > 0)
      ? 'Data that is too old is removed tonight, for good.'
      : 'Nothing is too old.',
  };
}

/** Removes what is too old now. */
export async function forgetNow({ db, policy, clock, newId }: ApiDeps, by: Principal) {
  const gone = await forgetOld(db, policy, newId, { at: clock.now(), by: by.name });
  return { ...gone, next: 'This can’t be undone. Backups lose the data as they expire.' };
}
