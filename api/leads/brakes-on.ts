import { brakesOnLead } from '../../db/campaigns/brakes.ts';
import type { Principal } from '../../db/system/api-keys.ts';
import { apiRoles } from '../../domain/people/roles.ts';
import { mayHoldAccount } from '../campaigns/brake.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { inIso } from '../procedures/iso.ts';
import { mayChange } from '../procedures/rights.ts';

type BrakeOnLead = Awaited<ReturnType<typeof brakesOnLead>>[number];

/** What pauses or stops the campaigns of a lead for it, each with whom it is for and whether the caller may release it. */
export async function brakesOn(deps: ApiDeps, principal: Principal, leadId: string) {
  const found = await brakesOnLead(deps.db, leadId, deps.clock.now());
  return await Promise.all(
    found.map(async (brake) => {
      const { stoppedAt, leadId: ofLead, ...shown } = brake;
      return {
        ...inIso(shown, 'at', 'until'),
        /** For this lead alone, for everyone at its account, or for everybody in the campaign. */
        whose: ofLead !== null ? 'lead' : brake.accountId !== null ? 'account' : 'everybody',
        mayRelease: stoppedAt === null && (await mayRelease(deps, principal, brake)),
      } as const;
    }),
  );
}

async function mayRelease(deps: ApiDeps, principal: Principal, { leadId, accountId }: BrakeOnLead): Promise<boolean> {
  if (leadId !== null) return await mayChange(deps, principal, leadId);
  if (accountId !== null) return await mayHoldAccount(deps, principal, accountId);
  return apiRoles[principal.role].changes === 'all';
}
