import { mailBlames, type MailBlameSpec } from '../../domain/contact/mail-status.ts';
import { countRefusal, type AddressRefusal } from '../../db/contact/address-refusals.ts';
import { wentToFormerAddress } from '../../db/leads/former-addresses.ts';
import type { Trx } from '../../db/database.ts';
import { closeChannel } from './close-channel.ts';
import type { ContactPolicy } from './tell-contactability.ts';

/**
 * Records that an address refused an email permanently, in an SMTP answer or a report, and closes the address after too many
 * consecutive refusals. An email that was accepted and did not bounce resets the count. Call it once for each touch.
 * @returns whether this refusal closed the address
 */
export async function recordRefusal(
  trx: Trx,
  policy: ContactPolicy,
  newId: () => string,
  refusal: AddressRefusal,
): Promise<boolean> {
  const { leadId, blame, at } = refusal;
  const row: MailBlameSpec = mailBlames[blame];
  if (row.closesAfter === undefined && row.listsAfter === undefined) return false;
  if (await wentToFormerAddress(trx, refusal.touchKey)) return false;
  const inARow = await countRefusal(trx, refusal);
  if (row.closesAfter === undefined || inARow < row.closesAfter) return false;
  const { wasOpen } = await closeChannel(trx, policy, newId, { leadId, reason: 'bounced', at });
  return wasOpen;
}
