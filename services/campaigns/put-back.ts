import { isStoppedIn } from '../../db/campaigns/brakes.ts';
import { reopenEnrolment } from '../../db/campaigns/reopen.ts';
import { returnToStage } from '../../db/leads/leads.ts';
import { enqueue } from '../../db/system/outbox.ts';
import type { Trx } from '../../db/database.ts';
import type { WayBack } from '../../domain/lead/way-back.ts';
import type { ClockSpec, Instant } from '../../domain/time/clock.ts';

interface Back {
  readonly leadId: string;
  /** Missing for a lead that was in no program. */
  readonly enrolmentId: string | undefined;
  /** Of a side program, which has nothing to do with the lead's stage. */
  readonly lane?: string | undefined;
  readonly wayBack: WayBack;
  /** Since when the lead had been in its stage, as Postgres writes it. */
  readonly stageAt: string;
  readonly at: Instant;
  readonly clock: ClockSpec;
}

/** Puts a lead back into its stage and its place in its program, and tells the workflow. If the workflow has ended, it starts again. */
export async function putBack(
  trx: Trx,
  newId: () => string,
  { leadId, enrolmentId, lane, wayBack, stageAt, at, clock }: Back,
): Promise<void> {
  if (lane === undefined) await returnToStage(trx, leadId, wayBack.state.stage, stageAt);
  const ended = enrolmentId && (await reopenEnrolment(trx, enrolmentId, wayBack.state.track));
  const message = ended
    ? ({ type: 'enrol', lane, enrolment: { ...ended.enrolment, clock, back: { wayBack, at, visit: ended.visit } } } as const)
    : ({ type: 'signal', lane, name: 'takenBack', payload: { id: newId(), at, wayBack } } as const);
  await enqueue(trx, [{ id: newId(), leadId, message, at }]);
  if (enrolmentId) await stopAgain(trx, newId, { leadId, enrolmentId, lane, at });
}

/** Its campaign may have been stopped while the lead was away: then it hears of that, too. */
async function stopAgain(
  trx: Trx,
  newId: () => string,
  { leadId, enrolmentId, lane, at }: Pick<Back, 'leadId' | 'lane' | 'at'> & { readonly enrolmentId: string },
): Promise<void> {
  if (!(await isStoppedIn(trx, enrolmentId))) return;
  const message = { type: 'signal', lane, name: 'campaignStopped', payload: { id: newId() } } as const;
  await enqueue(trx, [{ id: newId(), leadId, message, at }]);
}
