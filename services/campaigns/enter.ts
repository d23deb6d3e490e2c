import { candidate } from '../../db/campaigns/audience.ts';
import type { Trx } from '../../db/database.ts';
import { loadClock } from '../../db/system/clock.ts';
import type { Purpose } from '../../domain/contact/consent.ts';
import { heldOut } from '../../domain/lead/holdout.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { notAdmitted, type NotAdmitted } from '../../domain/scoring/admission.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { enrol } from './enrol.ts';

/** A campaign that a lead enters. */
export interface CampaignToEnter {
  readonly id: string;
  readonly program: string;
  /** When its first leads begin. */
  readonly startsAt: Date | null;
}

interface Entering {
  readonly leadId: string;
  readonly campaign: CampaignToEnter;
  /** The track in which the lead begins, if it is not the program's first one. */
  readonly track?: string | undefined;
  readonly purpose: Purpose;
  /** Of 100 leads, how many are held out; nobody, if missing: lots are drawn for audiences, not for who acts. */
  readonly holdoutPercent?: number | undefined;
  /** Whether it may return if it was archived, or was in this campaign before; by default, as when it acts on its own. */
  readonly again?: boolean | undefined;
  readonly at: Instant;
  readonly by?: string | undefined;
}

/** Real milliseconds in which the program of a lead who asked for a conversation is told of it, before its first step. */
const HEARS_FIRST = 5_000;

/**
 * Lets one lead enter a campaign, or saves why it may not.
 * @returns why it may not enter; undefined if it has entered
 */
export async function enter(
  trx: Trx,
  { consent }: Pick<Policy, 'consent'>,
  newId: () => string,
  { leadId, campaign, purpose, holdoutPercent = 0, again = true, at, ...how }: Entering,
): Promise<NotAdmitted | undefined> {
  const lead = await candidate(trx, campaign.id, leadId);
  const refused =
    lead && (notAdmitted(consent, lead, at, { again, purpose }) ?? heldOut({ id: campaign.id, holdoutPercent }, leadId));
  // Its earlier enrolment says more than a refusal.
  if (refused?.code === 'wasHere') return refused;
  const { spec: clock } = await loadClock(trx);
  // Who asks for a conversation does not wait for the date of a campaign.
  const startAt = purpose === 'service' ? at + HEARS_FIRST * clock.speed : Math.max(at, campaign.startsAt?.getTime() ?? at);
  const enrolment = { id: newId(), leadId, startAt, outboxId: newId(), refused: refused?.code };
  const into = { campaignId: campaign.id, program: campaign.program, clock, at, drawsLots: holdoutPercent > 0, ...how };
  const notEntered = await enrol(trx, [enrolment], into);
  return refused ?? notEntered.get(leadId);
}
