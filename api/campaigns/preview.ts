import { namesOf } from '../../db/campaigns/members.ts';
import { campaignStates } from '../../domain/lead/campaign-states.ts';
import { quantity } from '../../domain/text/words.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest, type Refusal } from '../procedures/refusal.ts';
import { knownCampaign } from './known-campaign.ts';
import { createTally, judged } from './reckon.ts';

const SAMPLE = 5;

export const noAudience = (name: string): Refusal =>
  badRequest(
    'audienceMissing',
    `The draft "${name}" has no audience.`,
    undefined,
    'Set one with campaigns.update, or everybody: true.',
  );

/**
 * Who would get what a draft is about, who would not and why, with some people for each, and the campaigns that have them now.
 * Nothing is written and nothing is sent.
 */
export async function preview(deps: ApiDeps, campaignId: string) {
  const campaign = await knownCampaign(deps, campaignId);
  const { id, name, program, content, audience, state } = campaign;
  if (audience === null) throw noAudience(name);
  const tally = createTally(SAMPLE);
  const conflicts = new Map<string, number>();
  const sample: string[] = [];
  let leads = 0;
  for await (const page of judged(deps.db, deps, campaign, audience))
    for (const { lead, refused } of page) {
      if (lead.runsIn !== null) conflicts.set(lead.runsIn, (conflicts.get(lead.runsIn) ?? 0) + 1);
      if (refused) tally.add(lead.id, refused);
      else if (++leads <= SAMPLE) sample.push(lead.id);
    }
  const names = await namesOf(deps.db, [...sample, ...tally.reasons.flatMap(({ some }) => some)]);
  const people = (ids: readonly string[]) => ids.map((leadId) => ({ leadId, ...names.get(leadId)! }));
  return {
    campaignId: id,
    name,
    state,
    program: content === null ? program : null,
    email: content,
    /** Who would get it: what campaigns.start expects. */
    leads,
    not: tally.reasons.map(({ some, ...reason }) => ({ ...reason, people: people(some) })),
    conflicts: [...conflicts].map(([other, those]) => ({
      campaign: other,
      leads: those,
      text:
        content === null
          ? `${quantity(those, 'lead')} in "${other}" can’t enter: a lead is in one program at a time`
          : `${quantity(those, 'lead')} in "${other}" may wait: the caps count the emails of both`,
    })),
    sample: people(sample),
    next:
      state === 'draft'
        ? `campaigns.start with expect: ${leads} starts it.`
        : `The campaign is ${campaignStates[state].label}; this is who would enter by now.`,
  };
}
