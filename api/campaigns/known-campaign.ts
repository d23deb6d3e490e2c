import { campaignNow, lockCampaign } from '../../db/campaigns/campaigns.ts';
import type { Trx } from '../../db/database.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { campaignStates, type CampaignState } from '../../domain/lead/campaign-states.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { notFound, Refusal } from '../procedures/refusal.ts';

export type Campaign = NonNullable<Awaited<ReturnType<typeof campaignNow>>>;

/** A campaign with its state. @throws Refusal if there is none with this id */
export async function knownCampaign({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>, id: string): Promise<Campaign> {
  const campaign = await campaignNow(db, id, clock.now());
  if (!campaign) throw notFound('campaign', id);
  return campaign;
}

/** The same, locked until the transaction ends, in one of some states. @throws Refusal if it is in another state */
export async function lockedIn(trx: Trx, id: string, at: Instant, states: readonly CampaignState[]): Promise<Campaign> {
  const campaign = await lockCampaign(trx, id, at);
  if (!campaign) throw notFound('campaign', id);
  if (states.includes(campaign.state)) return campaign;
  throw new Refusal('CONFLICT', `The campaign "${campaign.name}" is ${campaignStates[campaign.state].label}.`, {
    code: 'campaignState',
    value: campaign.state,
    todo: `This works only for a campaign that is: ${states.join(', ')}.`,
  });
}
