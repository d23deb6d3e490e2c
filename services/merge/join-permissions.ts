import { consentsLack } from '../../domain/contact/consent.ts';
import { mergePermissions } from '../../domain/contact/contactability.ts';
import { purposes, type Purpose } from '../../domain/contact/purpose.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { copySuppressions, replaceConsents } from '../../db/contact/copy-permissions.ts';
import { consentsOf } from '../../db/contact/consents.ts';
import type { Trx } from '../../db/database.ts';
import { setHeld } from '../../db/leads/leads.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { ContactPolicy } from '../contact/tell-contactability.ts';

/**
 * Gives the kept lead what is more restrictive of both: every closed channel, and of each purpose the consents of the one who may be
 * contacted for the shorter time.
 */
export async function joinPermissions(
  trx: Trx,
  { consent }: ContactPolicy,
  newId: () => string,
  { keptId, droppedId, at }: { readonly keptId: string; readonly droppedId: string; readonly at: Instant },
): Promise<void> {
  const copying = { from: droppedId, to: keptId, newId };
  await copySuppressions(trx, copying);
  const saved = await consentsOf(trx, [keptId, droppedId]);
  const [own, others] = [saved.get(keptId) ?? [], saved.get(droppedId) ?? []];
  const both = mergePermissions(consent, { consents: own, suppressions: [] }, { consents: others, suppressions: [] }, at);
  const of = (purpose: Purpose, consents: typeof own) => consents.filter((one) => one.purpose === purpose);
  for (const purpose of kindsOf(purposes))
    if (
      of(purpose, own).some((one) => !both.consents.includes(one)) ||
      of(purpose, others).some((one) => both.consents.includes(one))
    )
      await replaceConsents(trx, copying, { purpose, at });
  const after = (await consentsOf(trx, [keptId])).get(keptId) ?? [];
  await setHeld(trx, new Map([[keptId, consentsLack(consent, after, 'marketing', at) ?? null]]));
}
