import { sql } from 'kysely';
import type { Instant } from '../../domain/time/clock.ts';
import { consentsLack, type Consent } from '../../domain/contact/consent.ts';
import { mergePermissions } from '../../domain/contact/contactability.ts';
import type { Trx } from '../../db/database.ts';
import { consentsJson } from '../../db/contact/permissions.ts';
import { tellContactability, type ContactPolicy } from './tell-contactability.ts';

export type ConsentMerge = 'restrict' | 'add';

/** A consent with its proof: the request that the person confirmed. */
export type GivenConsent = Consent & { readonly confirmationId?: string };

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
    if (lead.withdrawn) await withdraw(trx, lead, how.at);
    else if (before.some((one) => one.purpose === 'marketing' && !after.includes(one))) await end(trx, lead.id, how.at);
    const fresh = after.filter((consent) => !before.includes(consent) && !includesEqual(before, consent));
    if (!lead.withdrawn) added.push(...fresh.map((consent) => ({ leadId: lead.id, consent })));
    held.set(lead.id, consentsLack(how.policy.consent, after, 'marketing', how.at) ?? null);
  }
  await insert(trx, added, how);
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

const restricted = (
  { consent }: ContactPolicy,
  before: readonly Consent[],
  incoming: readonly Consent[],
  at: Instant,
): readonly Consent[] => {
  const merged = mergePermissions(
    consent,
    { consents: before, suppressions: [] },
    { consents: incoming, suppressions: [] },
    at,
  ).consents;
  return merged.length === before.length && merged.every((one) => before.includes(one)) ? before : merged;
};

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

async function consentsOf(trx: Trx, ids: readonly string[]): Promise<Map<string, Consent[]>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('leads')
    .select(['id', consentsJson.as('consents')])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, consents }) => [id, consents]));
}

const end = (trx: Trx, leadId: string, at: Instant): Promise<unknown> =>
  trx
    .updateTable('consents')
    .set({ expiresAt: new Date(at) })
    .where('leadId', '=', leadId)
    .where('purpose', '=', 'marketing')
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', new Date(at))]))
    .execute();

/** Withdraws their consents. The rows remain, with the source and the date of the withdrawal. */
const withdraw = (trx: Trx, { id, source }: WithConsents, at: Instant): Promise<unknown> =>
  trx
    .updateTable('consents')
    .set({ withdrawnAt: new Date(at), withdrawnBy: source })
    .where('leadId', '=', id)
    .where('purpose', '=', 'marketing')
    .where('withdrawnAt', 'is', null)
    .execute();

async function insert(trx: Trx, added: readonly { leadId: string; consent: GivenConsent }[], { newId }: Changing): Promise<void> {
  if (added.length === 0) return;
  const rows = added.map(({ leadId, consent: { at, confirmedAt, expiresAt, ...consent } }) => ({
    ...consent,
    id: newId(),
    leadId,
    at: new Date(at),
    confirmedAt: confirmedAt === undefined ? null : new Date(confirmedAt),
    expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
    withdrawnAt: null,
  }));
  await trx.insertInto('consents').values(rows).execute();
}

/** Saves the reason why the lead is held, and tells its program when it changed. */
async function saveHeld(trx: Trx, held: ReadonlyMap<string, string | null>, { policy, at, newId }: Changing): Promise<void> {
  if (held.size === 0) return;
  const rows = JSON.stringify([...held].map(([id, reason]) => ({ id, reason })));
  const { rows: changed } = await sql<{ id: string; held: string | null }>`
    update leads set held = row.reason from jsonb_to_recordset(${rows}::jsonb) as row(id uuid, reason text)
    where leads.id = row.id and leads.held is distinct from row.reason returning leads.id, leads.held`.execute(trx);
  for (const { id, held: because } of changed)
    await tellContactability(trx, policy, newId, { leadId: id, at, because: because ?? 'consentGiven' });
}
