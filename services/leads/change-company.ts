import type { Change } from '../../domain/lead/change.ts';
import { regionOf } from '../../domain/people/country.ts';
import { companyFrom, type SaidOfPerson } from '../../domain/people/lead-values.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { accountOf } from '../../db/accounts/account-owner.ts';
import type { Trx } from '../../db/database.ts';
import { updateLead } from '../../db/leads/leads.ts';
import { saveAccounts } from '../accounts/save-accounts.ts';

interface Place {
  readonly email: string;
  readonly given: readonly SaidOfPerson[];
}

interface Moving {
  readonly id: string;
  readonly accountId: string | null;
  readonly country: string | null;
  readonly before: Place;
  readonly after: Place;
}

/** Moves a lead to the company that its address and its values name now, if they named another one before. */
export async function changeCompany(
  trx: Trx,
  { id, accountId, country, before, after }: Moving,
  { newId, at }: { readonly newId: () => string; readonly at: Instant },
): Promise<readonly Change[]> {
  const [was, is] = [companyFrom(before.given, before.email), companyFrom(after.given, after.email)];
  if (was?.domain === is?.domain && (is?.domain !== undefined || was?.name === is?.name)) return [];
  // A correction of a person says which company is theirs, and nothing about that company.
  const said = { by: 'claim', source: 'correction', at, values: {} } as const;
  const company = is && { ...is, said, region: regionOf(country ?? undefined) };
  const [to = null] = (await saveAccounts(trx, [company], newId, at)).ids;
  if (to === accountId) return [];
  await updateLead(trx, id, { accountId: to });
  const nameOf = async (account: string | null) => (account === null ? null : (await accountOf(trx, { id: account }))!.name);
  return [{ field: 'company', before: await nameOf(accountId), after: await nameOf(to) }];
}
