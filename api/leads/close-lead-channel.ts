import type { Principal } from '../../db/system/api-keys.ts';
import { leadById } from '../../db/leads/leads.ts';
import { closeChannel } from '../../services/contact/close-channel.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { YEAR } from '../../domain/time/duration.ts';
import type { Channel, SuppressionReason } from '../../domain/contact/suppression.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { closed, type Closed } from './closed.ts';
import { mustLieAhead } from '../procedures/instant-input.ts';
import { badRequest, notFound, Refusal } from '../procedures/refusal.ts';

interface ClosingOrder {
  readonly leadId: string;
  readonly channel: Channel | 'all';
  readonly reason: SuppressionReason;
  readonly until?: Instant | undefined;
}

/** The longest hold; anything longer should be permanent. */
const LONGEST_HOLD = 5 * YEAR;

/**
 * Closes a channel of a lead, and tells its program.
 * @throws Refusal if the lead does not exist, a hold has no end, the end has passed, or the caller may not give the reason
 */
export async function closeLeadChannel(
  { db, clock, policy, newId }: ApiDeps,
  by: Principal,
  { until, ...order }: ClosingOrder,
): Promise<Closed> {
  if (order.reason === 'hold' && until === undefined)
    throw badRequest(
      'untilMissing',
      'A hold needs a date.',
      undefined,
      'Set until. To close it permanently, use doNotContact if the lead asked for it.',
    );
  if (order.reason === 'legal' && by.role === 'rep')
    throw new Refusal('FORBIDDEN', 'Only a manager or marketing may give legal reasons.', {
      code: 'reasonNotYours',
      value: order.reason,
      todo: 'Use doNotContact if the lead asked for it, or tell your manager.',
    });
  if (!(await leadById(db, order.leadId))) throw notFound('lead', order.leadId);
  const at = clock.now();
  if (until !== undefined) mustLieAhead('until', until, { now: at, most: LONGEST_HOLD });
  const closing = { ...order, at, by: by.name, until };
  const { id, wasOpen } = await db.transaction().execute(async (trx) => await closeChannel(trx, policy, newId, closing));
  return closed({ id, wasOpen, channel: order.channel, reason: order.reason, until });
}
