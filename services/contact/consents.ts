import type { Instant } from '../../domain/time/clock.ts';
import { consentsLack, type Consent } from '../../domain/contact/consent.ts';
import { mergePermissions } from '../../domain/contact/contactability.ts';
import type { Trx } from '../../db/database.ts';
import { consentsOf, endConsents, insertConsents, withdrawConsents, type GivenConsent } from '../../db/contact/consents.ts';
import { setHeld } from '../../db/leads/leads.ts';
import { tellContactability, type ContactPolicy } from './tell-contactability.ts';

export type ConsentMerge = 'restrict' | 'add';

interface WithConsents {
  readonly id: string;
  /** The lead is new and has no consents yet. */
  readonly created: boolean;
  readonly consents: readonly GivenConsent[];
  /** They withdraw their earlier consents. */
  readonly withdrawn?: boolean;
  readonly source: string;
}

interface Changing {
  readonly policy: ContactPolicy;
  readonly at: Instant;
  readonly newId: () => string;
  readonly consents: ConsentMerge;
}

/**
 * Merges new consents with the current ones. Consents that no longer apply are ended, not deleted, so that they remain provable.
 * @returns the existing leads whose hold reason was recomputed, each with the reason, or null
 */
export async function changeConsents(
  trx: Trx,
  leads: readonly WithConsents[],
  how: Changing,
): Promise<Map<string, string | null>> {
  const existing = leads.filter(({ created }) => !created);
  const current = await consentsOf(
    trx,
    existing.map(({ id }) => id),
  );
  const added = leads
    .filter(({ created }) => created)
    .flatMap(({ id, consents }) => consents.map((consent) => ({ leadId: id, consent })));
  const held = new Map<string, string | null>();
  for (const lead of existing) {
    const before = current.get(lead.id) ?? [];
    const after = mergeConsents(before, lead, how);
    if (lead.withdrawn) await withdrawConsents(trx, lead, how.at);
    else if (before.some((one) => one.purpose === 'marketing' && !after.includes(one))) await endConsents(trx, lead.id, how.at);
    const fresh = after.filter((consent) => !before.includes(consent) && !includesEqual(before, consent));
    if (!lead.withdrawn) added.push(...fresh.map((consent) => ({ leadId: lead.id, consent })));
    held.set(lead.id, consentsLack(how.policy.consent, after, 'marketing', how.at) ?? null);
  }
  await insertConsents(trx, added, how.newId);
  await saveHeld(trx, held, how);
  return held;
}

/** The consents that apply after the merge. Only marketing consents restrict each other: answering an inquiry takes nothing away. */
function mergeConsents(
  before: readonly Consent[],
  lead: WithConsents,
  { policy, at, consents: merge }: Changing,
): readonly GivenConsent[] {
  const isMarketing = ({ purpose }: Consent) => purpose === 'marketing';
  const current = before.filter(isMarketing);
  if (lead.withdrawn) return current.map((one) => ({ ...one, withdrawnAt: one.withdrawnAt ?? at }));
  const services = [...before, ...lead.consents].filter((one) => !isMarketing(one));
  const incoming = lead.consents.filter(isMarketing);
  if (merge === 'restrict') return [...restricted(policy, current, incoming, at), ...services];
  const takenBack = Math.max(...current.map(({ withdrawnAt = -Infinity }) => withdrawnAt));
  return [...current, ...incoming.filter((one) => (one.confirmedAt ?? one.at) > takenBack), ...services];
}

function restricted(
  { consent }: ContactPolicy,
  before: readonly Consent[],
  incoming: readonly Consent[],
  at: Instant,
): readonly Consent[] {
  const merged = mergePermissions(
    consent,
    { consents: before, suppressions: [] },
    { consents: incoming, suppressions: [] },
    at,
  ).consents;
  return merged.length === before.length && merged.every((one) => before.includes(one)) ? before : merged;
}

/** Whether the same consent from the same source was imported before. */
const includesEqual = (before: readonly Consent[], consent: Consent): boolean =>
  before.some(
    (one) =>
      one.purpose === consent.purpose &&
      one.basis === consent.basis &&
      one.source === consent.source &&
      one.confirmedAt === consent.confirmedAt &&
      one.expiresAt === consent.expiresAt &&
      one.withdrawnAt === undefined,
  );

/** Saves the reason why the lead is held, and tells its program when it changed. */
async function saveHeld(trx: Trx, held: ReadonlyMap<string, string | null>, { policy, at, newId }: Changing): Promise<void> {
  if (held.size === 0) return;
  for (const { id, held: because } of await setHeld(trx, held))
    await tellContactability(trx, policy, newId, { leadId: id, at, because: because ?? 'consentGiven' });
}
