import { changesBetween } from '../../domain/lead/change.ts';
import { regionOf } from '../../domain/people/country.ts';
import { give } from '../../domain/people/given.ts';
import { leadFrom, type LeadValues, type SaidOfPerson } from '../../domain/people/lead-values.ts';
import { deriveRegion } from '../accounts/accounts.ts';
import type { Trx } from '../../db/database.ts';
import { recordEvent } from '../../db/leads/lead-events.ts';

/**
 * Saves a person's corrections to a lead, and recomputes the columns that derive from them.
 * @param by the person's name
 * @returns whether the lead exists
 */
export async function correctLead(trx: Trx, id: string, said: SaidOfPerson, by: string | undefined): Promise<boolean> {
  const lead = await trx
    .selectFrom('leads')
    .select(['given', 'zone', 'country'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!lead) return false;
  const given = give(lead.given, said);
  const [before, after] = [leadFrom(lead.given, lead.zone), leadFrom(given, lead.zone)];
  const changes = changesBetween(before, after);
  await recordEvent(trx, { leadId: id, at: said.at, by, kind: 'corrected', data: { changes } });
  if (given === lead.given) return true;
  const changed = (Object.keys(after) as (keyof LeadValues)[]).filter(
    (field) => after[field] !== before[field] || Object.hasOwn(said.values, field),
  );
  await trx
    .updateTable('leads')
    .set({ ...Object.fromEntries(changed.map((field) => [field, after[field]])), given: JSON.stringify(given) })
    .where('id', '=', id)
    .execute();
  const region = regionOf(after.country ?? undefined);
  if (after.country !== lead.country && region !== undefined) await deriveRegion(trx, id, region);
  return true;
}
