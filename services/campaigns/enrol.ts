import type { ClockSpec, Instant } from '../../domain/time/clock.ts';
import type { Enrolment } from '../../domain/lead/messages.ts';
import { stoppedHere, type NotAdmitted } from '../../domain/scoring/admission.ts';
import type { Trx } from '../../db/database.ts';
import { shareCampaign } from '../../db/campaigns/campaigns.ts';
import { givenTo } from '../../db/campaigns/inputs.ts';
import { defer, endDeferrals } from '../../db/campaigns/deferred-enrolments.ts';
import { insertEnrolments, type NewEnrolment } from '../../db/campaigns/enrolments.ts';
import { enqueue } from '../../db/system/outbox.ts';

const enteredAnother: NotAdmitted = { code: 'inProgram', because: 'has just entered another campaign' };

interface Into {
  readonly campaignId: string;
  readonly program: string;
  /** The track in which they begin; the program's first one if missing. */
  readonly track?: string | undefined;
  readonly clock: ClockSpec;
  readonly at: Instant;
  /** The name of the person who enrols them; undefined when leads re-enter on their own. */
  readonly by?: string | undefined;
  /** Whether lots decide which of them are held out; they do for audiences, not for who acts or is named. */
  readonly drawsLots?: boolean;
}

/**
 * Enrols leads into a campaign, or saves why they were refused. An outbox row starts each lead that enters.
 * A lead that was refused before may enter now; one that is in another program enters when that has ended.
 * @returns why some leads that should have entered did not: it has changed in the meantime
 */
export async function enrol(
  trx: Trx,
  enrolments: readonly NewEnrolment[],
  { campaignId, program, track, clock, at, by, drawsLots = false }: Into,
): Promise<ReadonlyMap<string, NotAdmitted>> {
  if (enrolments.length === 0) return new Map();
  await shareCampaign(trx, campaignId);
  const inputs = await givenTo(trx, { campaignId, program });
  const saved = await insertEnrolments(trx, enrolments, { campaignId, program, at, by, drawsLots });
  const starting = enrolments.filter(({ leadId }) => saved.get(leadId)?.refused === null);
  const messages = starting.map(({ leadId, startAt, outboxId }) => {
    const { id: enrolmentId, lane: laneOrNull } = saved.get(leadId)!;
    const lane = laneOrNull ?? undefined;
    const enrolment: Enrolment = { leadId, enrolmentId, campaignId, program, startAt, clock, track, lane, inputs };
    return { id: outboxId, leadId, message: { type: 'enrol', lane, enrolment } as const, at };
  });
  await enqueue(trx, messages);
  const entered = starting.map(({ leadId }) => leadId);
  if (entered.length > 0) await endDeferrals(trx, entered, campaignId);
  const late = enrolments.filter(({ leadId, refused }) => refused === undefined && saved.get(leadId)?.refused !== null);
  const notEntered = new Map(late.map(({ leadId }) => [leadId, saved.has(leadId) ? stoppedHere : enteredAnother]));
  const busy = enrolments.filter(({ leadId, refused }) => (refused ?? notEntered.get(leadId)?.code) === 'inProgram');
  await defer(
    trx,
    busy.map(({ leadId }) => leadId),
    { campaignId, at, by, drawsLots },
  );
  return notEntered;
}
