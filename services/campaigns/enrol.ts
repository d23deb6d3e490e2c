import type { ClockSpec, Instant } from '../../domain/time/clock.ts';
import type { Enrolment } from '../../domain/lead/messages.ts';
import type { Trx } from '../../db/database.ts';
import { givenTo } from '../../db/campaigns/inputs.ts';
import { defer, endDeferrals } from '../../db/campaigns/deferred-enrolments.ts';
import { insertEnrolments, type NewEnrolment } from '../../db/campaigns/enrolments.ts';
import { enqueue } from '../../db/system/outbox.ts';

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
 * @returns the ids of the leads that entered, without those that entered another campaign in the meantime
 */
export async function enrol(
  trx: Trx,
  enrolments: readonly NewEnrolment[],
  { campaignId, program, track, clock, at, by, drawsLots = false }: Into,
): Promise<Set<string>> {
  if (enrolments.length === 0) return new Set();
  const inputs = await givenTo(trx, { campaignId, program });
  const saved = await insertEnrolments(trx, enrolments, { campaignId, program, at, by, drawsLots });
  const starting = enrolments.filter(({ leadId, refused }) => refused === undefined && saved.has(leadId));
  const messages = starting.map(({ leadId, startAt, outboxId }) => {
    const { id: enrolmentId, lane: laneOrNull } = saved.get(leadId)!;
    const lane = laneOrNull ?? undefined;
    const enrolment: Enrolment = { leadId, enrolmentId, campaignId, program, startAt, clock, track, lane, inputs };
    return { id: outboxId, leadId, message: { type: 'enrol', lane, enrolment } as const, at };
  });
  await enqueue(trx, messages);
  const entered = new Set(starting.map(({ leadId }) => leadId));
  if (entered.size > 0) await endDeferrals(trx, [...entered], campaignId);
  const busy = enrolments.filter(({ leadId, refused }) => (refused ?? 'inProgram') === 'inProgram' && !entered.has(leadId));
  await defer(
    trx,
    busy.map(({ leadId }) => leadId),
    { campaignId, at, by, drawsLots },
  );
  return entered;
}
