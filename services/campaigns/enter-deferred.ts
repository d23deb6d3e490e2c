import { dueDeferrals, endDeferrals } from '../../db/campaigns/deferred-enrolments.ts';
import type { Db } from '../../db/database.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { enter } from './enter.ts';

const AT_ONCE = 100;

/**
 * Lets the leads whose program has ended enter the campaign that waits for them; who may not enter it any more is refused, with the
 * reason.
 * @returns how many enrolments it settled: call again until it is 0
 */
export async function enterDeferred(db: Db, policy: Pick<Policy, 'consent'>, newId: () => string, at: Instant): Promise<number> {
  let settled = 0;
  for (const { leadId, campaignId, program, startsAt, holdoutPercent, by } of await dueDeferrals(db, { at, limit: AT_ONCE })) {
    const campaign = { id: campaignId, program, startsAt };
    const entering = { leadId, campaign, purpose: 'marketing', holdoutPercent, at, by: by ?? undefined } as const;
    const isSettled = await inTransaction(db, async (trx) => {
      const refused = await enter(trx, policy, newId, entering);
      if (refused?.code === 'inProgram') return false;
      await endDeferrals(trx, [leadId], campaignId);
      return true;
    });
    if (isSettled) settled++;
  }
  return settled;
}
