import { namesOf } from '../../db/campaigns/members.ts';
import type { Db } from '../../db/database.ts';
import { campaignNames } from '../../db/campaigns/campaigns.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { unknownName } from '../procedures/refusal.ts';
import { pageOf } from '../procedures/page.ts';
import { conflictsWith, type Conflict } from './conflicts.ts';
import { knownCampaign } from './known-campaign.ts';
import { noAudience } from './preview.ts';
import { judged, type Judged } from './reckon.ts';

interface WouldOrder {
  readonly campaignId: string;
  /** Those who would not get it; without it or a reason, those who would. */
  readonly not?: true | undefined;
  /** Why they would not get it, as `preview` says it. */
  readonly because?: string | undefined;
  /** Instead: the campaign in which they are now; `because` then says what follows from it, as `conflicts` says it. */
  readonly runsIn?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

function isMeant({ refused }: Judged, conflicts: readonly Conflict[], { not, because, runsIn }: WouldOrder): boolean {
  if (runsIn !== undefined)
    return conflicts.some((one) => one.campaign === runsIn && (because === undefined || one.because === because));
  return not && because === undefined ? refused !== undefined : refused?.because === because;
}

/** @throws Refusal for a name that no campaign has */
async function mustBeCampaign(db: Db, named: string): Promise<void> {
  const names = (await campaignNames(db)).map(({ name }) => name);
  if (!names.includes(named)) throw unknownName('campaign', named, names, { field: 'runsIn', todo: 'See campaigns.list.' });
}

/** A page of the leads behind a number of a preview. */
export async function would(deps: ApiDeps, order: WouldOrder) {
  const { after, limit } = order;
  const campaign = await knownCampaign(deps, order.campaignId);
  if (campaign.audience === null) throw noAudience(campaign.name);
  if (order.runsIn !== undefined) await mustBeCampaign(deps.db, order.runsIn);
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
