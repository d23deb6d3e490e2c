import { deleteCampaign, hasReached } from '../../db/campaigns/remove-campaign.ts';
import { campaignStates } from '../../domain/lead/campaign-states.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { Refusal } from '../procedures/refusal.ts';
import { lockedIn } from './known-campaign.ts';

/** Removes a campaign that has reached nobody: its name is free again. @throws Refusal for any other */
export async function remove({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>, campaignId: string) {
  return await db.transaction().execute(async (trx) => {
    const { name } = await lockedIn(trx, campaignId, clock.now(), kindsOf(campaignStates));
    if (await hasReached(trx, campaignId))
      throw new Refusal('CONFLICT', `The campaign "${name}" has already reached people.`, {
        code: 'hadEffect',
        value: campaignId,
        todo: 'End it (campaigns.stop); its results stay.',
      });
    await deleteCampaign(trx, campaignId);
    return {
      removed: name,
      undo: 'campaigns.draft',
      next: `The name "${name}" is free again. To undo this, draft the campaign again.`,
    };
  });
}
