import type { Change } from '../../domain/lead/change.ts';
import { matchingAddress, normaliseAddress } from '../../domain/people/address.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { unconfirmConsents } from '../../db/contact/consents.ts';
import { permissionsOf } from '../../db/contact/permissions.ts';
import { keepForLead } from '../../db/contact/suppressions.ts';
import type { Trx } from '../../db/database.ts';
import { erasedAmong } from '../../db/leads/erase-lead.ts';
import { formerAddresses, replaceAddress } from '../../db/leads/former-addresses.ts';
import { leadByAddress, setHeld } from '../../db/leads/leads.ts';
import { consentsLack } from '../../domain/contact/consent.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { tellContactability, type ContactPolicy } from '../contact/tell-contactability.ts';

interface Addressed {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
}

interface Changing {
  readonly policy: ContactPolicy;
  readonly newId: () => string;
  readonly at: Instant;
}

/** Why a lead can't have an address: it is another lead's (or that of a lead which was merged into it), or its owner was erased. */
export type AddressFault = { readonly fault: 'taken'; readonly holder: Addressed } | { readonly fault: 'erased' };

/** What became of the address; `unconfirmed` if an opt-in must be confirmed there once more. */
type ChangedAddress = { readonly changes: readonly Change[]; readonly unconfirmed: boolean };

/**
 * Gives a lead another address. What the person closed stays closed, what comes from the old address is still theirs, and an opt-in that
 * was confirmed there must be confirmed again: it proved who reads the old mailbox.
 */
export async function changeAddress(
  trx: Trx,
  lead: Addressed,
  to: string,
  { policy, newId, at }: Changing,
): Promise<ChangedAddress | AddressFault> {
  const [email, emailKey] = [normaliseAddress(to), matchingAddress(to)];
  if (email === lead.email) return { changes: [], unconfirmed: false };
  const changes = [{ field: 'email', before: lead.email, after: email }];
  if (emailKey === lead.emailKey) {
    // A list may name the present spelling by its hash.
    await keepForLead(trx, newId, lead.id);
    await replaceAddress(trx, lead, { email, emailKey }, at);
    return { changes, unconfirmed: false };
  }
  const holder = await leadByAddress(trx, emailKey);
  const returns = (await formerAddresses(trx, lead.id)).some((former) => former.emailKey === emailKey);
  if (holder && !(returns && holder.id === lead.id)) return { fault: 'taken', holder };
  if ((await erasedAmong(trx, [emailKey])).size > 0) return { fault: 'erased' };
  await keepForLead(trx, newId, lead.id);
  await replaceAddress(trx, lead, { email, emailKey }, at);
  const bases = kindsOf(policy.consent.bases, ({ needsConfirmation }) => needsConfirmation);
  const unconfirmed = await unconfirmConsents(trx, lead.id, { bases, at, newId });
  const { consents } = await permissionsOf(trx, lead.id);
  await setHeld(trx, new Map([[lead.id, consentsLack(policy.consent, consents, 'marketing', at) ?? null]]));
  await tellContactability(trx, policy, newId, { leadId: lead.id, at, because: 'addressChanged', lifted: true });
  return { changes, unconfirmed };
}
