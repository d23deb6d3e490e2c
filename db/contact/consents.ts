import { sql } from 'kysely';
import type { Consent, ConsentBasis } from '../../domain/contact/consent.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../database.ts';
import type { Dated } from '../dated.ts';
import { prepared } from '../prepared.ts';
import { anyOf } from '../table-of.ts';
import { consentsJson } from './permissions.ts';

/** A consent with its proof: the request that the person confirmed. */
export type GivenConsent = Consent & { readonly confirmationId?: string };

/** A consent, from its row. */
export const consentFrom = ({
  purpose,
  jurisdiction,
  basis,
  source,
  at,
  confirmedAt,
  expiresAt,
  withdrawnAt,
}: Dated<Consent>): Consent => ({
  purpose,
  jurisdiction,
  basis,
  source,
  at: at.getTime(),
  confirmedAt: confirmedAt?.getTime(),
  expiresAt: expiresAt?.getTime(),
  withdrawnAt: withdrawnAt?.getTime(),
});

/** The consents of some leads, by lead. */
export async function consentsOf(trx: Trx, ids: readonly string[]): Promise<Map<string, Consent[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; consents: Consent[] }>`${prepared}
    select id, ${consentsJson} as consents from leads where id = ${anyOf(ids)}`.execute(trx);
  return new Map(rows.map(({ id, consents }) => [id, consents]));
}

/** Ends the consents to marketing that are in force. */
export const endConsents = (trx: Trx, leadId: string, at: Instant): Promise<unknown> =>
  trx
    .updateTable('consents')
    .set({ expiresAt: new Date(at) })
    .where('leadId', '=', leadId)
    .where('purpose', '=', 'marketing')
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', new Date(at))]))
    .execute();

/**
 * Withdraws what a lead agreed to, under every address that was merged into it: also what a merge has left of it, but not an inquiry.
 * The rows remain, with the source and the date of the withdrawal.
 */
export const withdrawConsents = (
  trx: Trx,
  { id, source }: { readonly id: string; readonly source: string },
  at: Instant,
): Promise<unknown> =>
  trx
    .updateTable('consents')
    .set({ withdrawnAt: new Date(at), withdrawnBy: source })
    .where((eb) =>
      eb.or([eb('leadId', '=', id), eb('leadId', 'in', eb.selectFrom('leads').select('id').where('duplicateOf', '=', id))]),
    )
    .where((eb) => eb.or([eb('purpose', '=', 'marketing'), eb('basis', '<>', 'inquiry')]))
    .where('withdrawnAt', 'is', null)
    .execute();

export async function insertConsents(
  trx: Trx,
  added: readonly { leadId: string; consent: GivenConsent }[],
  newId: () => string,
): Promise<void> {
  if (added.length === 0) return;
  const rows = added.map(({ leadId, consent: { at, confirmedAt, expiresAt, ...consent } }) => ({
    ...consent,
    id: newId(),
    leadId,
    at: new Date(at),
    confirmedAt: confirmedAt === undefined ? null : new Date(confirmedAt),
    expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
  }));
  await sql`${prepared}
    insert into consents (id, lead_id, purpose, jurisdiction, basis, source, at, confirmed_at, expires_at, confirmation_id)
    select id, "leadId", purpose, jurisdiction, basis, source, at, "confirmedAt", "expiresAt", "confirmationId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, "leadId" uuid, purpose text, jurisdiction text, basis text,
      source text, at timestamptz, "confirmedAt" timestamptz, "expiresAt" timestamptz, "confirmationId" uuid)`.execute(trx);
}

/**
 * Ends the consents that were confirmed by a link in an email to a lead's former address, and adds each anew, unconfirmed.
 * @param bases those that need a confirmation
 * @returns whether there were any
 */
export async function unconfirmConsents(
  trx: Trx,
  leadId: string,
  { bases, at, newId }: { readonly bases: readonly ConsentBasis[]; readonly at: Instant; readonly newId: () => string },
): Promise<boolean> {
  if (bases.length === 0) return false;
  const confirmed = await trx
    .selectFrom('consents')
    .selectAll()
    .where('leadId', '=', leadId)
    .where('basis', 'in', bases)
    .where('confirmedAt', 'is not', null)
    .where('withdrawnAt', 'is', null)
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', new Date(at))]))
    .execute();
  if (confirmed.length === 0) return false;
  const ids = confirmed.map(({ id }) => id);
  await trx
    .updateTable('consents')
    .set({ expiresAt: new Date(at) })
    .where('id', 'in', ids)
    .execute();
  const anew = confirmed.map((consent) => ({ ...consent, id: newId(), confirmedAt: null, confirmationId: null }));
  await trx.insertInto('consents').values(anew).execute();
  return true;
}
