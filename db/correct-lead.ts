import { regionOf } from '../domain/country.ts';
import { give } from '../domain/given.ts';
import { leadFrom, type LeadValues, type SaidOfPerson } from '../domain/lead-values.ts';
import { deriveRegion } from './accounts.ts';
import type { Db } from './database.ts';

/** @returns whether there is such a lead. Writes what a person knows better about a lead, and derives again what follows from it. */
export async function correctLead(trx: Db, id: string, said: SaidOfPerson): Promise<boolean> {
  const lead = await trx
    .selectFrom('leads')
    .select(['given', 'zone', 'country'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!lead) return false;
  const given = give(lead.given, said);
  if (given === lead.given) return true;
  const [before, after] = [leadFrom(lead.given, lead.zone), leadFrom(given, lead.zone)];
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
