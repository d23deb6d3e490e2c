import { brakesOf } from '../../db/campaigns/brakes.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { iso } from '../procedures/iso.ts';

/** Who stopped all sending, when and why; null while nobody has. It is read from Postgres each time. */
export async function stopped({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>) {
  const [brake] = await brakesOf(db, {}, clock.now());
  return { stopped: brake ? { because: brake.because, by: brake.by, since: iso(brake.at) } : null };
}
