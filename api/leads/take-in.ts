import { isKnownAct } from '../../db/engagements/engagements.ts';
import type { Verdict } from '../../db/columns.ts';
import type { Trx } from '../../db/database.ts';
import { forgetErasure } from '../../db/leads/erase-lead.ts';
import type { SuppressionReason } from '../../domain/contact/suppression.ts';
import type { Giver } from '../../domain/people/given.ts';
import { isCurrentAct, isFastTrackAct } from '../../domain/scoring/act.ts';
import type { EngagementData } from '../../domain/scoring/engagement-data.ts';
import type { EngagementKind, Page } from '../../domain/scoring/engagement.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { enter, type CampaignToEnter } from '../../services/campaigns/enter.ts';
import { liftOwnOptOut } from '../../services/contact/lift-suppression.ts';
import { recordEngagement } from '../../services/engagements/record-engagement.ts';
import { enterStanding } from '../../services/intake/enter-standing.ts';
import { saveLeads, type LeadToSave } from '../../services/leads/save-leads.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { otherBody } from '../procedures/idempotent.ts';

export interface Act {
  readonly id: string;
  readonly kind: EngagementKind;
  /** Now if missing. */
  readonly at?: Instant | undefined;
  readonly page?: Page | undefined;
  readonly data?: EngagementData | undefined;
  readonly verdict: Verdict;
  readonly words?: string | undefined;
}

export interface Captured {
  readonly leadId: string;
  readonly created: boolean;
  /** Why they may not get emails, if a consent basis is missing. */
  readonly held: string | null;
  /** Why they are not asked to confirm an opt-in. */
  readonly notAsked?: SuppressionReason | undefined;
  /** Why they did not enter the campaign. */
  readonly notEnrolled?: string;
}

export interface TakingIn {
  readonly lead: LeadToSave;
  readonly source: string;
  /** The kind of source of the values in `lead`. */
  readonly by: Giver;
  readonly key?: string | undefined;
  /** The id of the request in which they have just agreed to marketing again; it lifts their own opt-outs. */
  readonly reopenedBy?: string | undefined;
  readonly engagement: Act | undefined;
  /** The campaign to enter, if they may; the standing one of the source if missing. */
  readonly campaign?: CampaignToEnter | undefined;
  /** Whether they may enter the campaign although they were in it before; by default, they may. */
  readonly again?: boolean;
}

/** Saves one person, and what they did. @throws Refusal if the id of the engagement is already another one's */
export async function takeIn(trx: Trx, deps: ApiDeps, taking: TakingIn): Promise<Captured> {
  const { lead, source, by, key, reopenedBy, campaign, again } = taking;
  const { clock, policy, newId, settings } = deps;
  const at = clock.now();
  if (by === 'person') await forgetErasure(trx, lead.emailKey, at);
  const [saved] = await saveLeads(trx, [lead], { policy, at, newId, consents: 'add', by, key, zone: settings.defaultZone });
  if (!saved) throw new Error('the lead was neither added nor found');
  const { id: leadId, created, held } = saved;
  if (reopenedBy !== undefined) await liftOwnOptOut(trx, policy, newId, { leadId, proof: reopenedBy, at });
  // Enrol first, so that the program is told about the engagement.
  const act = actOf(taking, leadId, at);
  const wantsToTalk = act !== undefined && isFastTrackAct(policy.engagements, act) && isCurrentAct(policy.scoring, act, at);
  const purpose = wantsToTalk ? 'service' : 'marketing';
  const refused = campaign
    ? await enter(trx, policy, newId, { leadId, campaign, again, by: key, purpose, at })
    : await enterStanding(trx, policy, newId, { leadId, source, purpose, at });
  if (act) {
    const { fresh } = await recordEngagement(trx, policy, newId, act, at);
    if (!fresh && !(await isKnownAct(trx, act))) throw otherBody(act.id);
  }
  return { leadId, created, held, notEnrolled: refused?.because };
}

/** What the lead did, as an engagement. */
export function actOf({ engagement, source }: TakingIn, leadId: string, now: Instant) {
  if (!engagement) return undefined;
  const { words, ...act } = engagement;
  return { ...act, at: act.at ?? now, leadId, source, words: words === undefined ? undefined : { body: words } };
}
