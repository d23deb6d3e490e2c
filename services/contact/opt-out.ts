import type { Instant } from '../../domain/time/clock.ts';
import { closes } from '../../domain/contact/suppression.ts';
import type { Trx } from '../../db/database.ts';
import { recordEngagement } from '../engagements/record-engagement.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import type { ContactPolicy } from './tell-contactability.ts';

interface OptOut {
  readonly leadId: string;
  /** By which way it came. */
  readonly source: string;
  readonly touchKey?: string;
  readonly content?: string;
}

/**
 * A lead wants no more emails. Again, and for a lead who is gone, it is still true, and nothing happens.
 */
export async function optOut(
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  { leadId, ...how }: OptOut,
  at: Instant,
): Promise<void> {
  // Locked, so that two requests at once are one unsubscribe.
  const lead = await trx.selectFrom('leads').select('id').where('id', '=', leadId).forUpdate().executeTakeFirst();
  if (!lead) return;
  const { suppressions } = await permissionsOf(trx, leadId);
  if (suppressions.some((one) => one.reason === 'unsubscribed' && closes(one, 'email', at))) return;
  await recordEngagement(trx, policy, newId, { ...how, id: newId(), leadId, kind: 'unsubscribed', at, verdict: 'human' }, at);
}
