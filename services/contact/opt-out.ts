import type { Instant } from '../../domain/time/clock.ts';
import { closes } from '../../domain/contact/suppression.ts';
import type { Trx } from '../../db/database.ts';
import type { RecordPolicy } from '../engagements/act-meaning.ts';
import { recordEngagement } from '../engagements/record-engagement.ts';
import { lockSaid } from '../../db/leads/leads.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';

interface OptOut {
  readonly leadId: string;
  /** How the request arrived. */
  readonly source: string;
  readonly touchKey?: string;
  readonly content?: string;
}

/** Unsubscribes a lead from email. Does nothing if they have already unsubscribed or no longer exist. */
export async function optOut(
  trx: Trx,
  policy: RecordPolicy,
  newId: () => string,
  { leadId, ...how }: OptOut,
  at: Instant,
): Promise<void> {
  // The lock makes two simultaneous requests one unsubscribe.
  if (!(await lockSaid(trx, leadId))) return;
  const { suppressions } = await permissionsOf(trx, leadId);
  if (suppressions.some((one) => one.reason === 'unsubscribed' && closes(one, 'email', at))) return;
  await recordEngagement(trx, policy, newId, { ...how, id: newId(), leadId, kind: 'unsubscribed', at, verdict: 'human' }, at);
}
