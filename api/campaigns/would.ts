import { namesOf } from '../../db/campaigns/members.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { pageOf } from '../procedures/page.ts';
import { conflictsWith, type Conflict } from './conflicts.ts';
import { knownCampaign } from './known-campaign.ts';
import { noAudience } from './preview.ts';
import { judged, type Judged } from './reckon.ts';

interface WouldOrder {
  readonly campaignId: string;
  /** Why they would not get it, as `preview` says it; without it, those who would. */
  readonly because?: string | undefined;
  /** Instead: the campaign in which they are now; `because` then says what follows from it, as `conflicts` says it. */
  readonly runsIn?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const isMeant = (judged: Judged, conflicts: readonly Conflict[], { because, runsIn }: WouldOrder): boolean =>
  runsIn === undefined
    ? judged.refused?.because === because
    : conflicts.some((one) => one.campaign === runsIn && (because === undefined || one.because === because));

/** A page of the leads behind a number of a preview. */
export async function would(deps: ApiDeps, order: WouldOrder) {
  const { after, limit } = order;
  const campaign = await knownCampaign(deps, order.campaignId);
  if (campaign.audience === null) throw noAudience(campaign.name);
  const conflictsOf = await conflictsWith(deps.db, campaign);
  const ids: string[] = [];
  for await (const page of judged(deps.db, deps, campaign, campaign.audience, after)) {
    ids.push(...page.filter((one) => isMeant(one, conflictsOf(one), order)).map(({ lead }) => lead.id));
    if (ids.length >= limit) break;
  }
  const some = ids.slice(0, limit);
  const names = await namesOf(deps.db, some);
  return pageOf(
    some.map((leadId) => ({ leadId, ...names.get(leadId)! })),
    { limit },
    ({ leadId }) => leadId,
  );
}
