import { audiencePage } from '../../db/campaigns/audience.ts';
import { openCampaign } from '../../db/campaigns/campaigns.ts';
import type { Expression } from '../../domain/audience/expression.ts';
import { contextOf } from '../audience/read-audience.ts';
import { despiteClashes } from '../../db/clash.ts';
import { enrol } from '../../services/campaigns/enrol.ts';
import type { Db, Trx } from '../../db/database.ts';
import { heldOut } from '../../domain/lead/holdout.ts';
import { notAdmitted } from '../../domain/scoring/admission.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { stickyFraction } from '../../domain/text/hash.ts';
import { quantity, sentence } from '../../domain/text/words.ts';
import { createTally, waitingIn, waitingInWords, type Left } from '../campaigns/reckon.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { Refusal } from '../procedures/refusal.ts';

/** How many leads have entered a campaign, and why the others have not. */
export interface Entered {
  readonly enrolled: number;
  /** How many of the others wait for the end of another campaign, and may enter then. */
  readonly waiting: number;
  readonly notEnrolled: readonly Left[];
}

/** Adds leads to a running campaign. @param byName one that somebody named, not an audience @throws Refusal if the campaign does not exist */
export async function enrolMore(
  deps: ApiDeps,
  { campaignId, byName, ...whom }: { campaignId: string; audience: Expression; byName: boolean; again: boolean; by: string },
): Promise<Entered & { readonly campaignId: string; readonly next: string; readonly undo: 'campaigns.pause' }> {
  const campaign = await openCampaignOrThrow(deps.db, campaignId);
  // Lots are drawn for audiences; whom somebody names is meant.
  const holdoutPercent = byName ? 0 : campaign.holdoutPercent;
  const add = async (trx: Trx) => await enrolAudience(trx, deps, { ...campaign, spreadDays: 0, holdoutPercent }, whom);
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

interface Campaign {
  readonly id: string;
  readonly program: string;
  /** Days over which the leads enter, so that neither the email server nor a team is flooded. */
  readonly spreadDays: number;
  /** How much each start varies, in hours, so that starts do not coincide. */
  readonly jitterHours: number;
  readonly holdoutPercent: number;
}

const PAGE = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Enrols the leads that may enter, and counts the others by the reason. */
export async function enrolAudience(
  trx: Trx,
  deps: ApiDeps,
  campaign: Campaign,
  { audience, again, by, startsAt }: { audience: Expression; again: boolean; by: string; startsAt?: Instant },
): Promise<Entered> {
  const { clock, policy, newId } = deps;
  const at = clock.now();
  const entering: string[] = [];
  const refusals: { leadId: string; code: string }[] = [];
  const tally = createTally();
  for (let after = FIRST; ;) {
    const page = await audiencePage(trx, contextOf(deps), audience, { campaignId: campaign.id, after, limit: PAGE });
    for (const lead of page) {
      const refused = notAdmitted(policy.consent, lead, at, { again, purpose: 'marketing' }) ?? heldOut(campaign, lead.id);
      if (!refused) {
        entering.push(lead.id);
        continue;
      }
      tally.add(lead.id, refused);
      if (refused.code !== 'wasHere') refusals.push({ leadId: lead.id, code: refused.code });
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last.id;
  }
  const drawsLots = campaign.holdoutPercent > 0;
  const into = { campaignId: campaign.id, program: campaign.program, clock: clock.spec, at, by, drawsLots };
  const entered = new Set<string>();
  for (let n = 0; n < entering.length; n += PAGE) {
    const rows = entering.slice(n, n + PAGE).map((leadId, i) => ({
      id: newId(),
      leadId,
      outboxId: newId(),
      startAt: (startsAt ?? at) + startsAfter(campaign, leadId, (n + i) / entering.length),
    }));
    for (const leadId of await enrol(trx, rows, into)) entered.add(leadId);
  }
  for (let n = 0; n < refusals.length; n += PAGE) {
    const rows = refusals
      .slice(n, n + PAGE)
      .map(({ leadId, code }) => ({ id: newId(), leadId, outboxId: '', startAt: at, refused: code }));
    await enrol(trx, rows, into);
  }
  for (const leadId of entering)
    if (!entered.has(leadId)) tally.add(leadId, { code: 'inProgram', because: 'has just entered another campaign' });
  return { enrolled: entered.size, waiting: waitingIn(tally.reasons), notEnrolled: tally.reasons };
}

/**
 * Distributes starts evenly over the days, and varies each by a jitter that is constant for the lead.
 * @param share where the lead is in its audience, from 0 to 1; by default, as good as at random
 */
export const startsAfter = (
  { id, spreadDays, jitterHours }: Campaign,
  leadId: string,
  share = stickyFraction(`${id}/spread/${leadId}`),
): number => Math.round(Math.floor(share * spreadDays) * DAY + stickyFraction(`${id}/${leadId}`) * jitterHours * HOUR);
