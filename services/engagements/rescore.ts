import type { Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../../db/database.ts';
import { scoredAmong } from '../../db/leads/scores.ts';
import { enqueueIfRunning } from '../../db/system/outbox.ts';
import type { ScorePolicy } from './becomes-hot.ts';
import { rescoreFit } from './scores.ts';

interface Rescoring {
  readonly policy: ScorePolicy;
  readonly at: Instant;
  readonly newId: () => string;
}

interface Changed {
  readonly leads: readonly string[];
  readonly accounts: readonly string[];
}

/**
 * Recomputes the fit of leads after they or their accounts changed, and tells their running programs. Leads that were never scored
 * are skipped: they are scored when they enter a program.
 */
export async function rescoreChanged(trx: Trx, { leads, accounts }: Changed, how: Rescoring): Promise<void> {
  if (leads.length + accounts.length === 0) return;
  for (const id of await scoredAmong(trx, leads, accounts)) await rescoreAndTell(trx, id, how);
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
