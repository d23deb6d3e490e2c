import { brakesIn } from '../../db/campaigns/brakes.ts';
import { campaignStates } from '../../domain/lead/campaign-states.ts';
import { describeInput } from '../leads/change-input.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { knownCampaign } from './known-campaign.ts';
import { progress } from './members.ts';

/** A campaign: what it is about, its state, what holds it, and how far it has come. */
export async function describe(deps: ApiDeps, campaignId: string) {
  const campaign = await knownCampaign(deps, campaignId);
  const { id, name, program, content, state, audience, cost, spreadDays, jitterHours, again, holdoutPercent } = campaign;
  const [held, come, input] = await Promise.all([
    brakesIn(deps.db, id, deps.clock.now()),
    progress(deps, id, content !== null),
    describeInput(deps, { campaignId }),
  ]);
  return {
    id,
    name,
    program,
    email: content,
    state,
    text: campaignStates[state].label,
    audience,
    cost,
    spreadDays,
    jitterHours,
    again,
    holdoutPercent,
    launchedAt: campaign.launchedAt?.toISOString() ?? null,
    launchedBy: campaign.launchedBy,
    startsAt: campaign.startsAt?.toISOString(),
    stoppedAt: campaign.stoppedAt?.toISOString(),
    held: held.map(({ at, until, ...brake }) => ({ ...brake, at: at.toISOString(), until: until?.toISOString() })),
    progress: come,
    ...input,
  };
}
