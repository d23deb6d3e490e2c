import type { Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../../db/database.ts';
import { inProgramAmong, type Affected } from '../../db/leads/fits.ts';
import { enqueueIfRunning } from '../../db/system/outbox.ts';
import type { ScorePolicy } from './becomes-hot.ts';
import { saveFits } from './save-fits.ts';
import { rescoreFit } from './scores.ts';

interface Rescoring {
  readonly policy: ScorePolicy;
  readonly at: Instant;
  readonly newId: () => string;
}

/** Recomputes the fit of leads after they or their accounts changed, and tells the programs of those that are in one. */
export async function rescoreChanged(trx: Trx, changed: Affected, how: Rescoring): Promise<void> {
  if ([...(changed.leads ?? []), ...(changed.accounts ?? [])].length === 0) return;
  for (const id of await inProgramAmong(trx, changed)) await rescoreAndTell(trx, id, how);
  await saveFits(trx, how.policy, changed, how.at);
}

/** Recomputes the fit of one lead, and tells its program. @returns `ready` if that made the lead an MQL */
export async function rescoreAndTell(
  trx: Trx,
  leadId: string,
  { policy, at, newId }: Rescoring,
): Promise<{ readonly ready?: string }> {
  const { ready } = await rescoreFit(trx, policy, leadId, at);
  const payload = { id: newId(), at, ready };
  await enqueueIfRunning(trx, { id: newId(), leadId, at, message: { type: 'signal', name: 'factsChanged', payload } });
  return ready ? { ready } : {};
}
