import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../../db/database.ts';
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
 * Scores the fit of leads again after they, or their accounts, have changed, and tells the programs that run for them. Only
 * leads that were ever scored are: the others are when they enter a program.
 */
export async function rescoreChanged(trx: Trx, { leads, accounts }: Changed, how: Rescoring): Promise<void> {
  if (leads.length + accounts.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select lead_id as id from scores where lead_id = any(${leads}::uuid[])
    union
    select lead_id from scores join leads on leads.id = scores.lead_id where leads.account_id = any(${accounts}::uuid[])
    order by id`.execute(trx);
  for (const { id } of rows) await rescoreAndTell(trx, id, how);
}

/** Scores the fit of one lead again, and tells its program. @returns `ready` when that made the lead MQL */
export async function rescoreAndTell(
  trx: Trx,
  leadId: string,
  { policy, at, newId }: Rescoring,
): Promise<{ readonly ready?: string }> {
  const { ready } = await rescoreFit(trx, policy, leadId, at);
  const payload = { id: newId(), at, ...(ready && { ready }) };
  await enqueueIfRunning(trx, { id: newId(), leadId, at, message: { type: 'signal', name: 'factsChanged', payload } });
  return ready ? { ready } : {};
}
