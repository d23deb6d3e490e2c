import { audit } from '../db/audit.ts';
import type { Principal } from '../db/api-keys.ts';
import { leadById } from '../db/leads.ts';
import { closeChannel } from '../db/suppressions.ts';
import type { Instant } from '../domain/clock.ts';
import { YEAR } from '../domain/duration.ts';
import type { Channel, SuppressionReason } from '../domain/suppression.ts';
import type { ApiDeps } from './context.ts';
import { mustLieAhead } from './instant-input.ts';
import { badRequest, notFound } from './refusal.ts';

interface ClosingOrder {
  readonly leadId: string;
  readonly channel: Channel | 'all';
  readonly reason: SuppressionReason;
  readonly until?: Instant | undefined;
}

/** What is to last longer is to last for good. */
const LONGEST_HOLD = 5 * YEAR;

/**
 * Closes a channel of a lead, and tells its program.
 * @throws Refusal when there is no such lead, a hold has no end, or the end does not lie ahead
 */
export async function closeLeadChannel(
  { db, clock, newId }: ApiDeps,
  by: Principal,
  { until, ...order }: ClosingOrder,
): Promise<{ wasOpen: boolean }> {
  if (order.reason === 'hold' && until === undefined)
    throw badRequest(
      'untilMissing',
      'A hold needs a date.',
      undefined,
      'Give until; for good, use doNotContact if the lead asked for it.',
    );
  if (!(await leadById(db, order.leadId))) throw notFound('lead', order.leadId);
  const at = clock.now();
  if (until !== undefined) mustLieAhead('until', until, { now: at, most: LONGEST_HOLD });
  return await db.transaction().execute(async (trx) => {
    const { wasOpen } = await closeChannel(trx, newId, { ...order, at, by: by.name, ...(until !== undefined && { until }) });
    await audit(trx, {
      id: newId(),
      at,
      principal: by.name,
      action: 'leads.closeChannel',
      subject: order.leadId,
      detail: { channel: order.channel, reason: order.reason },
    });
    return { wasOpen };
  });
}
