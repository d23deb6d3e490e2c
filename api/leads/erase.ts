import type { Principal } from '../../db/system/api-keys.ts';
import { inOneTransaction } from '../../db/in-transaction.ts';
import { eraseLead, exportLead, type Erased } from '../../services/leads/erase-lead.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { iso } from '../procedures/iso.ts';
import { notFound, Refusal } from '../procedures/refusal.ts';

/**
 * Erases a person, or says what would be erased.
 * @throws Refusal if there is no such lead, they were erased before, or a salesperson works with them
 */
export async function erase(
  { db, clock, policy, newId }: ApiDeps,
  by: Principal,
  { leadId, dryRun }: { readonly leadId: string; readonly dryRun: boolean },
) {
  const erasing = { leadId, at: clock.now(), by: by.name };
  const erased = await inOneTransaction(db, async (trx) => await eraseLead(trx, policy, newId, erasing), dryRun);
  if (erased.state !== 'erased') throw refusalOf(leadId, erased.state);
  return {
    leadId,
    rows: erased.rows,
    next: dryRun
      ? 'Nothing is erased yet. Repeat the call without dryRun to erase.'
      : 'They are erased. Their program ends, a file can’t bring them back, and backups lose them as they expire.',
  };
}

function refusalOf(leadId: string, state: Exclude<Erased['state'], 'erased'>): Refusal {
  if (state === 'unknown') return notFound('lead', leadId);
  if (state === 'erasedBefore')
    return new Refusal('CONFLICT', 'This person has already been erased.', { code: 'erased', value: leadId });
  return new Refusal('CONFLICT', 'A salesperson is working with this person.', {
    code: 'inDeal',
    value: leadId,
    todo: 'Have the rep report the outcome first, then erase the person.',
  });
}

/** @throws Refusal if there is no such lead */
export async function everythingAbout({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>, leadId: string) {
  const tables = await exportLead(db, leadId);
  if (!tables) throw notFound('lead', leadId);
  return { leadId, exportedAt: iso(clock.now()), tables };
}
