import type { Instant } from '../../domain/time/clock.ts';
import { mayLift, type Lifter, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { closePhoneAlone, liftSuppression, ownSuppressions, type Lift } from '../../db/contact/suppressions.ts';
import type { Trx } from '../../db/database.ts';
import { tellContactability, type ContactPolicy } from './tell-contactability.ts';

/**
 * Opens email for a lead who confirmed an opt-in. It lifts their own opt-outs, and bounces too, because someone read an email at
 * the address. What they said about calls and texts remains.
 * @param proof the id of the consent that proves it
 * @returns how many suppressions it lifted
 */
export const liftOwnOptOut = (
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  { leadId, proof, at }: { readonly leadId: string; readonly proof: string; readonly at: Instant },
): Promise<number> => liftForLead(trx, policy, newId, { leadId, as: 'optIn', by: `opt-in ${proof}`, at });

/** Lifts what a lead closed for a while or for one program, as they ask on the preferences page. */
export const liftOwnPause = (
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  { leadId, at }: { readonly leadId: string; readonly at: Instant },
): Promise<number> => liftForLead(trx, policy, newId, { leadId, as: 'person', by: 'the person', at });

/** What a person opens who asks for emails: what they said about calls and texts remains. */
const opens = ['email', 'all'];

async function liftForLead(
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  { leadId, as, by, at }: Lift & { readonly leadId: string; readonly as: Lifter },
): Promise<number> {
  const current = await ownSuppressions(trx, leadId);
  const liftable = current.filter(({ reason, channel }) => opens.includes(channel) && mayLift(reason as SuppressionReason, as));
  for (const { id, channel } of liftable) {
    await liftSuppression(trx, id, { at, by });
    if (channel === 'all') await closePhoneAlone(trx, newId(), id);
  }
  const because = as === 'optIn' ? 'optedIn' : 'resumed';
  if (liftable.length > 0) await tellContactability(trx, policy, newId, { leadId, at, because, lifted: true });
  return liftable.length;
}
