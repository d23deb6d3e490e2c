import type { Instant } from '../domain/clock.ts';
import type { SuppressionReason } from '../domain/suppression.ts';
import type { Db } from './database.ts';
import { closeChannel, tellContactability } from './suppressions.ts';

/** What a person closes by themselves, and opens again by a new consent that they confirm. */
const ownReasons = ['unsubscribed', 'doNotContact'] as const satisfies readonly SuppressionReason[];

/**
 * Opens email again for a person who has just agreed anew: their own opt-outs are lifted, nobody else's. One that closed every
 * channel goes on for the phone. Call it in a transaction.
 */
export async function reopenByConsent(trx: Db, newId: () => string, leadId: string, at: Instant): Promise<void> {
  const lifted = await trx
    .updateTable('suppressions')
    .set({ liftedAt: new Date(at) })
    .where('scope', '=', 'lead')
    .where('subject', '=', leadId)
    .where('reason', 'in', ownReasons)
    .where('channel', 'in', ['email', 'all'])
    .where('liftedAt', 'is', null)
    .returning(['channel', 'reason'])
    .execute();
  if (lifted.length === 0) return;
  for (const { reason } of lifted.filter(({ channel }) => channel === 'all'))
    await closeChannel(trx, newId, { leadId, channel: 'phone', reason: reason as SuppressionReason, at });
  await tellContactability(trx, newId, { leadId, at, because: 'consentGiven' });
}
