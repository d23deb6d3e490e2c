import { openCampaign } from '../../db/campaigns/campaigns.ts';
import { despiteClashes } from '../../db/clash.ts';
import type { Db, Trx } from '../../db/database.ts';
import type { Expression } from '../../domain/audience/expression.ts';
import { quantity, sentence } from '../../domain/text/words.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { Refusal } from '../procedures/refusal.ts';
import { enrolAudience, type Entered } from './enrol-audience.ts';
import { waitingInWords } from './reckon.ts';

/** Adds leads to a running campaign. @param byName one that somebody named, not an audience @throws Refusal if the campaign does not exist */
export async function addLeads(
  deps: ApiDeps,
  { campaignId, byName, ...whom }: { campaignId: string; audience: Expression; byName: boolean; again: boolean; by: string },
): Promise<Entered & { readonly campaignId: string; readonly next: string; readonly undo: 'campaigns.pause' }> {
  const campaign = await openCampaignOrThrow(deps.db, campaignId);
  // Lots are drawn for audiences; whom somebody names is meant.
  const holdoutPercent = byName ? 0 : campaign.holdoutPercent;
  const startsAt = Math.max(deps.clock.now(), campaign.startsAt?.getTime() ?? 0);
  const add = async (trx: Trx) =>
    await enrolAudience(trx, deps, { ...campaign, spreadDays: 0, holdoutPercent }, { ...whom, startsAt });
  const { enrolled, waiting, notEnrolled } = await despiteClashes(() => deps.db.transaction().execute(add));
  const added = enrolled === 0 ? 'Nobody was added.' : `${quantity(enrolled, 'lead')} added.`;
  const next = sentence(added, waitingInWords(waiting));
  return { campaignId, enrolled, waiting, notEnrolled, next, undo: 'campaigns.pause' };
}

/** A campaign that takes in leads. @throws Refusal if there is none with this id */
export async function openCampaignOrThrow(db: Db, id: string) {
  const campaign = await openCampaign(db, { id });
  if (campaign) return campaign;
  throw new Refusal('CONFLICT', `The campaign ${id} does not exist or does not accept leads.`, {
    code: 'campaignNotOpen',
    value: id,
    todo: 'If it is a draft, start it (campaigns.start). A stopped campaign, or one of a single email, accepts no more leads.',
  });
}
