import type { Addressed } from '../../db/contact/texts.ts';
import type { Trx } from '../../db/database.ts';
import type { CoreChannel } from '../../domain/contact/suppression.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { RecordPolicy } from '../engagements/act-meaning.ts';
import { leadsByKeys } from '../../db/leads/leads.ts';
import { closeChannel } from './close-channel.ts';
import { closeAddress } from './close-address.ts';
import { optOut } from './opt-out.ts';

/** A channel that somebody refuses, by one of their addresses. */
export interface RefusedChannel extends Addressed {
  readonly channel: CoreChannel;
}

/** Closes the channels that people refused by their addresses. It also applies to leads that are created later. */
export async function refuseByKey(
  trx: Trx,
  policy: RecordPolicy,
  newId: () => string,
  refused: readonly RefusedChannel[],
  { source, at }: { readonly source: string; readonly at: Instant },
): Promise<void> {
  if (refused.length === 0) return;
  const byKey = Map.groupBy(refused, ({ address }) => address);
  const leads = await leadsByKeys(trx, [...byKey.keys()]);
  for (const { id: leadId, emailKey } of leads) {
    for (const { channel } of byKey.get(emailKey)!)
      if (channel === 'email') await optOut(trx, policy, newId, { leadId, source }, at);
      else await closeChannel(trx, policy, newId, { leadId, channel, reason: 'doNotContact', at });
    byKey.delete(emailKey);
  }
  for (const one of [...byKey.values()].flat())
    await closeAddress(trx, policy, newId, { ...one, reason: one.channel === 'email' ? 'unsubscribed' : 'doNotContact', at });
}
