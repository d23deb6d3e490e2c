import { campaignByName, insertCampaign } from '../../db/campaigns/campaigns.ts';
import { isInProgram } from '../../db/campaigns/lead-enrolment.ts';
import type { Trx } from '../../db/database.ts';
import type { Purpose } from '../../domain/contact/consent.ts';
import { leadsTo } from '../../domain/lead/intake-policy.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { NotAdmitted } from '../../domain/scoring/admission.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { enter } from '../campaigns/enter.ts';

interface ComingIn {
  readonly leadId: string;
  /** How they came in: `form/demo`. */
  readonly source: string;
  /** `service` if they asked for a conversation. */
  readonly purpose: Purpose;
  readonly at: Instant;
}

/**
 * Lets a lead that is in no program enter the standing one of its source, if there is one.
 * @returns why it may not enter; undefined if it is in a program now, or if there is none for it
 */
export async function enterStanding(
  trx: Trx,
  policy: Pick<Policy, 'intake' | 'consent'>,
  newId: () => string,
  { source, ...coming }: ComingIn,
): Promise<NotAdmitted | undefined> {
  const { program, track } = leadsTo(policy.intake, source);
  if (!program || (await isInProgram(trx, coming.leadId))) return undefined;
  const id = await standingCampaign(trx, newId, program, coming.at);
  return await enter(trx, policy, newId, { ...coming, campaign: { id, program }, track });
}

/** The campaign of a standing program; the first lead that comes in begins it. */
async function standingCampaign(trx: Trx, newId: () => string, program: string, launchedAt: Instant): Promise<string> {
  const name = `Intake: ${program}`;
  const there = await campaignByName(trx, name);
  if (there) return there.id;
  const campaign = { id: newId(), name, program, cost: 0, spreadDays: 0, jitterHours: 0, launchedBy: 'Trellis', launchedAt };
  await insertCampaign(trx, campaign);
  return (await campaignByName(trx, name))!.id;
}
