import { holdoutCampaigns } from '../../db/campaigns/campaigns.ts';
import { countGroup } from '../../db/campaigns/groups.ts';
import type { Db } from '../../db/database.ts';
import { ENOUGH, liftOf } from '../../domain/lead/holdout.ts';
import type { ApiDeps } from '../procedures/context.ts';
import type { Campaign } from './known-campaign.ts';

type WithHoldout = Pick<Campaign, 'id' | 'holdoutPercent' | 'launchedAt'>;

/** The leads in a campaign next to those that were held out of it; null without a holdout, or before the start. */
export async function holdoutOf(db: Db, { id, holdoutPercent, launchedAt }: WithHoldout) {
  if (holdoutPercent === 0 || launchedAt === null) return null;
  const [inIt, heldOut] = await Promise.all([countGroup(db, id, 'inIt'), countGroup(db, id, 'heldOut')]);
  const ready = ({ mql, leads }: typeof inIt) => ({ count: mql, of: leads });
  return {
    percent: holdoutPercent,
    atLeast: ENOUGH,
    /** Its leads, and how many of them came to a stage, or past it, since the campaign began. */
    inIt,
    heldOut,
    ...liftOf({ inIt: ready(inIt), heldOut: ready(heldOut) }),
  };
}

/** The campaigns with a holdout, newest first, with what each changes. */
export const holdouts = async ({ db }: Pick<ApiDeps, 'db'>) =>
  await Promise.all(
    (await holdoutCampaigns(db)).map(async ({ name, ...campaign }) => ({
      campaignId: campaign.id,
      name,
      ...(await holdoutOf(db, campaign))!,
    })),
  );
