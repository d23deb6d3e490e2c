import { retainedKinds } from '../../domain/people/retention-policy.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { whatIsTooOld } from '../../services/system/forget-old.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { iso } from '../procedures/iso.ts';

/** How long each kind of data stays, how many rows are too old, and since when the oldest is there. */
export async function tooOldNow({ db, policy, clock }: Pick<ApiDeps, 'db' | 'policy' | 'clock'>) {
  const tooOld = await whatIsTooOld(db, policy, clock.now());
  return {
    kinds: kindsOf(retainedKinds).map((kind) => {
      const { rows = 0, oldest } = tooOld[kind] ?? {};
      return {
        kind,
        label: retainedKinds[kind].label,
        stays: policy.retention[kind],
        tooOld: rows,
        oldest: oldest ? iso(oldest.getTime()) : null,
      };
    }),
  };
}
