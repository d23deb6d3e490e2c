import { sql } from 'kysely';
import type { Consent } from '../../domain/contact/consent.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { Trx } from '../database.ts';
import type { Dated } from '../dated.ts';
import { concerning } from './concerning.ts';
import { consentFrom } from './consents.ts';

interface Copying {
  readonly from: string;
  readonly to: string;
  readonly newId: () => string;
}

/**
 * Closes for one lead what is closed for another: copies of every suppression in force that concerns it, of the lead itself. That its
 * address refuses emails says nothing about the other's.
 * @param since only those set from then on; all without one
 */
export async function copySuppressions(trx: Trx, { from, to, newId }: Copying, since?: Date): Promise<void> {
  const rows = await trx
    .selectFrom('suppressions as s')
    .innerJoin('leads', (join) => join.on('leads.id', '=', from))
    .innerJoin('leads as other', (join) => join.on('other.id', '=', to))
    .selectAll('s')
    .where('s.liftedAt', 'is', null)
    .where('s.scope', '<>', 'everybody')
    .where('s.reason', '<>', 'duplicate')
    .where((eb) => eb.or([eb('s.scope', '<>', 'address'), eb('s.setBy', '<>', 'system')]))
    .where((eb) => eb.or([concerning('leads'), eb('s.subject', 'like', `${from}/%`)]))
    // Null, for a lead without a number, means no.
    .where(sql<boolean>`${concerning('other')} is not true`)
    .$if(since !== undefined, (query) => query.where('s.at', '>=', since!))
    .execute();
  const copies = rows.map(({ scope, subject, ...row }) => ({
    ...row,
    id: newId(),
    ...(scope === 'program' ? { scope, subject: subject.replace(from, to) } : { scope: 'lead', subject: to }),
  }));
  if (copies.length > 0) await trx.insertInto('suppressions').values(copies).execute();
}

/**
 * Closes for all people of one account what is closed for another account.
 * @param since only what was closed from then on; all without one
 */
export async function copyClosings(trx: Trx, { from, to, newId }: Copying, since?: Date): Promise<void> {
  const rows = await trx
    .selectFrom('suppressions as s')
    .selectAll('s')
    .where('s.scope', '=', 'account')
    .where('s.subject', '=', from)
    .where('s.liftedAt', 'is', null)
    .$if(since !== undefined, (query) => query.where('s.at', '>=', since!))
    .execute();
  const copies = rows.map((row) => ({ ...row, id: newId(), subject: to }));
  if (copies.length > 0) await trx.insertInto('suppressions').values(copies).execute();
}

/** A saved consent, with its id. */
export interface SavedConsent extends Consent {
  readonly id: string;
}

/** The consents of a lead, the oldest first. */
export async function savedConsents(trx: Trx, leadId: string): Promise<SavedConsent[]> {
  const rows = await trx.selectFrom('consents').selectAll().where('leadId', '=', leadId).orderBy('at').orderBy('id').execute();
  return rows.map((row) => ({ id: row.id, ...consentFrom(row as typeof row & Dated<Consent>) }));
}

/** Gives a lead copies of saved consents, with their proofs, each to the purpose that is asked for. */
export async function copyConsents(
  trx: Trx,
  { to, newId }: Omit<Copying, 'from'>,
  consents: readonly Pick<SavedConsent, 'id' | 'purpose'>[],
): Promise<void> {
  if (consents.length === 0) return;
  const ids = consents.map(({ id }) => id);
  const rows = await trx.selectFrom('consents').selectAll().where('id', 'in', ids).execute();
  const row = new Map(rows.map((one) => [one.id, one]));
  const copies = consents.map(({ id, purpose }) => ({ ...row.get(id)!, id: newId(), leadId: to, purpose }));
  await trx.insertInto('consents').values(copies).execute();
}

/** Ends saved consents that last longer. */
export const shortenConsents = (trx: Trx, consents: readonly Pick<SavedConsent, 'id'>[], at: Instant): Promise<unknown> =>
  sql`
    update consents set expires_at = least(expires_at, ${new Date(at)}::timestamptz)
    where id = any(${consents.map(({ id }) => id)}::uuid[])`.execute(trx);
