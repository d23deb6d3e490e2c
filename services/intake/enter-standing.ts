import { campaignByName, insertDraft, markLaunched } from '../../db/campaigns/campaigns.ts';
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
  if (id === undefined) return { code: 'campaignStopped', because: 'the standing campaign was stopped' };
  return await enter(trx, policy, newId, { ...coming, campaign: { id, program, startsAt: null }, track });
}

/** The campaign of a standing program; the first lead that comes in begins it. Undefined if it was stopped. */
async function standingCampaign(trx: Trx, newId: () => string, program: string, at: Instant): Promise<string | undefined> {
  const name = `Intake: ${program}`;
  const there = await campaignByName(trx, name);
  if (there) return there.stoppedAt === null ? there.id : undefined;
  const id = newId();
  const isNew = await insertDraft(trx, { id, name, program, cost: 0, spreadDays: 0, jitterHours: 0, again: false });
  if (!isNew) return (await campaignByName(trx, name))!.id;
  await markLaunched(trx, id, { by: 'Trellis', at, startsAt: at, spreadDays: 0 });
  return id;
}
