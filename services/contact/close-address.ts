import { currentSuppressions, liftSuppression } from '../../db/contact/suppressions.ts';
import { leadsAt, type Addressed } from '../../db/contact/texts.ts';
import type { Trx } from '../../db/database.ts';
import type { Channel, SuppressionReason } from '../../domain/contact/suppression.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { closeChannel, suppress } from './close-channel.ts';
import { tellContactability, type ContactPolicy } from './tell-contactability.ts';

/** A channel to everybody at an address. */
interface AtAddress extends Addressed {
  readonly channel: Channel;
  readonly reason: SuppressionReason;
  readonly at: Instant;
}

/**
 * Closes a channel for an address or a number, and for the people who have it now: for everybody who has it later, and for these people
 * at any later one.
 * @returns whether it was open
 */
export async function closeAddress(trx: Trx, policy: ContactPolicy, newId: () => string, closing: AtAddress): Promise<boolean> {
  const { channel, reason, at } = closing;
  const { changed } = await suppress(trx, newId, { scope: 'address', subject: closing.address }, { reason, channel, at });
  for (const leadId of await leadsAt(trx, closing)) {
    if (reason === 'unsubscribed') await closeChannel(trx, policy, newId, { leadId, reason, channel, at });
    else await tellContactability(trx, policy, newId, { leadId, because: reason, at });
  }
  return changed;
}

/** Opens what the person at an address closed by a text. @returns whether it was closed */
export async function openAddress(trx: Trx, policy: ContactPolicy, newId: () => string, closing: AtAddress): Promise<boolean> {
  const { channel, reason, at, address } = closing;
  const leads = await leadsAt(trx, closing);
  const subjects = [
    { scope: 'address', subject: address } as const,
    ...leads.map((id) => ({ scope: 'lead', subject: id }) as const),
  ];
  const closed = [];
  for (const subject of subjects) closed.push(...(await currentSuppressions(trx, { ...subject, reason, channel })));
  for (const { id } of closed) await liftSuppression(trx, id, { at, by: `a text by ${channel}` });
  if (closed.length > 0)
    for (const leadId of leads) await tellContactability(trx, policy, newId, { leadId, because: 'resumed', at, lifted: true });
  return closed.length > 0;
}
