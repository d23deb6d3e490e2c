import { consentsLack } from '../../domain/contact/consent.ts';
import { mergePermissions } from '../../domain/contact/contactability.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { copyConsents, copySuppressions, savedConsents, shortenConsents } from '../../db/contact/copy-permissions.ts';
import { consentsOf } from '../../db/contact/consents.ts';
import type { Trx } from '../../db/database.ts';
import { setHeld } from '../../db/leads/leads.ts';
import type { ContactPolicy } from '../contact/tell-contactability.ts';

/** Gives the kept lead what is more restrictive of both: every closed channel, and the consents that `mergePermissions` leaves. */
export async function joinPermissions(
  trx: Trx,
  { consent }: ContactPolicy,
  newId: () => string,
  { keptId, droppedId, at }: { readonly keptId: string; readonly droppedId: string; readonly at: Instant },
): Promise<void> {
  const copying = { from: droppedId, to: keptId, newId };
  await copySuppressions(trx, copying);
  const own = await savedConsents(trx, keptId);
  const others = await savedConsents(trx, droppedId);
  const { consents } = mergePermissions(consent, { consents: own, suppressions: [] }, { consents: others, suppressions: [] }, at);
  const added = consents.filter((one) => !own.includes(one));
  const ended = own.filter((one) => !consents.includes(one));
  await copyConsents(trx, copying, added);
  await shortenConsents(trx, ended, at);
  const after = (await consentsOf(trx, [keptId])).get(keptId) ?? [];
  await setHeld(trx, new Map([[keptId, consentsLack(consent, after, 'marketing', at) ?? null]]));
}
