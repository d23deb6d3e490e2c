import { changesBetween, type Change } from '../../domain/lead/change.ts';
import { regionOf } from '../../domain/people/country.ts';
import { give } from '../../domain/people/given.ts';
import { leadFrom, type LeadValues, type SaidOfPerson } from '../../domain/people/lead-values.ts';
import { deriveRegion } from '../../db/accounts/accounts.ts';
import type { Trx } from '../../db/database.ts';
import { leadById, lockSaid, updateLead } from '../../db/leads/leads.ts';
import { recordEvent } from '../../db/leads/lead-events.ts';
import type { ContactPolicy } from '../contact/tell-contactability.ts';
import type { ScorePolicy } from '../engagements/becomes-hot.ts';
import { saveFits } from '../engagements/save-fits.ts';
import { changeAddress, type AddressFault } from './change-address.ts';
import { changeCompany } from './change-company.ts';

interface Correction {
  readonly leadId: string;
  readonly email?: string | undefined;
  readonly said: SaidOfPerson;
  /** The person's name. */
  readonly by: string | undefined;
}

interface Deps {
  readonly policy: ContactPolicy & ScorePolicy;
  readonly newId: () => string;
}

export interface CorrectedLead {
  readonly changes: readonly Change[];
  /** Whether an opt-in must be confirmed at the new address. */
  readonly unconfirmed: boolean;
}

/**
 * Saves a person's corrections to a lead, and recomputes what derives from them: columns, the company, and the fit.
 * @returns what changed; undefined if there is no such lead
 */
export async function correctLead(
  trx: Trx,
  deps: Deps,
  { leadId, email, said, by }: Correction,
): Promise<CorrectedLead | AddressFault | undefined> {
  const lead = await lockSaid(trx, leadId);
  if (!lead) return undefined;
  const how = { ...deps, at: said.at };
  const address = await changeAddress(trx, lead, email ?? lead.email, how);
  if ('fault' in address) return address;
  const given = give(lead.given, said);
  const [before, after] = [leadFrom(lead.given, lead.zone), leadFrom(given, lead.zone)];
  if (given !== lead.given) await saveValues(trx, leadId, { given, said, before, after });
  const company = await changeCompany(
    trx,
    { ...lead, country: after.country, before: lead, after: { email: email ?? lead.email, given } },
    how,
  );
  const region = regionOf(after.country ?? undefined);
  const derives = after.country !== lead.country && region !== undefined;
  if (derives) await deriveRegion(trx, leadId, region);
  const { accountId } = (await leadById(trx, leadId))!;
  // Where the person is may say where their company is, and so its other people.
  const accounts = accountId !== null && (derives || company.length > 0) ? [accountId] : [];
  await saveFits(trx, deps.policy, { leads: [leadId], accounts }, said.at);
  const changes = [...address.changes, ...company, ...changesBetween(before, after)];
  await recordEvent(trx, { leadId, at: said.at, by, kind: 'corrected', data: { changes } });
  return { changes, unconfirmed: address.unconfirmed };
}

interface Saving {
  readonly given: readonly SaidOfPerson[];
  readonly said: SaidOfPerson;
  readonly before: LeadValues;
  readonly after: LeadValues;
}

async function saveValues(trx: Trx, leadId: string, { given, said, before, after }: Saving): Promise<void> {
  const changed = (Object.keys(after) as (keyof LeadValues)[]).filter(
    (field) => after[field] !== before[field] || Object.hasOwn(said.values, field),
  );
  const values = Object.fromEntries(changed.map((field) => [field, after[field]]));
  await updateLead(trx, leadId, { ...values, given: JSON.stringify(given) });
}
