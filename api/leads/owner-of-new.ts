import type { Principal } from '../../db/system/api-keys.ts';
import { apiRoles } from '../../domain/people/roles.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { leadIdOf } from '../procedures/lead-id.ts';
import { mustChangeLead } from '../procedures/rights.ts';

/** The rep who owns a lead that somebody adds. @throws Refusal for a rep, if the lead is known and not theirs */
export async function ownerOfNew(deps: ApiDeps, principal: Principal, email: string | undefined): Promise<string | undefined> {
  if (!apiRoles[principal.role].rep) return undefined;
  const known = email === undefined ? undefined : await leadIdOf(deps.db, email.trim());
  if (known !== undefined) await mustChangeLead(deps, principal, known);
  return principal.repId;
}
