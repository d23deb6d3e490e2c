import type { Trx } from '../../db/database.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { RecordPolicy } from '../engagements/act-meaning.ts';
import { leadsByKeys } from '../../db/leads/leads.ts';
import { optOut } from './opt-out.ts';
import { suppress } from './close-channel.ts';

/** Closes email for mailboxes that opted out. It also applies to leads that are created later. */
export async function refuseByKey(
  trx: Trx,
  policy: RecordPolicy,
  newId: () => string,
  emailKeys: readonly string[],
  { source, at }: { readonly source: string; readonly at: Instant },
): Promise<void> {
  if (emailKeys.length === 0) return;
  const leads = await leadsByKeys(trx, emailKeys);
  for (const { id: leadId } of leads) await optOut(trx, policy, newId, { leadId, source }, at);
  const known = new Set(leads.map(({ emailKey }) => emailKey));
  for (const subject of new Set(emailKeys.filter((key) => !known.has(key))))
    await suppress(trx, newId, { scope: 'address', subject }, { reason: 'unsubscribed', at });
}
